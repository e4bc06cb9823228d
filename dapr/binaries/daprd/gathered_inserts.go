package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/dapr/components-contrib/state"
	stateutils "github.com/dapr/components-contrib/state/utils"
	"github.com/jackc/pgx/v5/pgconn"
)

// How PostgreSQL says that a key is there already.
const uniqueViolation = "23505"

// Multi writes a transaction that only inserts, as an append to event streams with the markers of
// its outbox does, by one statement in one round trip; the store takes one of each for every key,
// and two for the transaction. If a key is there already, the store decides as it always does.
func (g *gatheredMarkers) Multi(ctx context.Context, req *state.TransactionalStateRequest) error {
	keys, values, err := insertsOf(req)
	if err != nil {
		return err
	}
	if len(keys) > 1 {
		err = g.insert(ctx, keys, values)
		var refusal *pgconn.PgError
		if !errors.As(err, &refusal) || refusal.Code != uniqueViolation {
			return err
		}
	}
	return g.PostgreSQL.Multi(ctx, req)
}

func (g *gatheredMarkers) insert(ctx context.Context, keys []string, values [][]byte) error {
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	db := g.GetDB()
	if db == nil {
		return errStoreClosed
	}
	_, err := db.Exec(ctx,
		"INSERT INTO "+g.table+" (key, value) SELECT * FROM unnest($1::text[], $2::bytea[])", keys, values)
	return err
}

// The keys and values of a transaction if all of it is inserts that never expire, else nothing.
func insertsOf(req *state.TransactionalStateRequest) ([]string, [][]byte, error) {
	if req == nil {
		return nil, nil, nil
	}
	keys := make([]string, 0, len(req.Operations))
	values := make([][]byte, 0, len(req.Operations))
	for _, operation := range req.Operations {
		set, ok := operation.(state.SetRequest)
		if !ok || !inserts(set) {
			return nil, nil, nil
		}
		value, ok := set.Value.([]byte)
		if !ok {
			var err error
			if value, err = json.Marshal(set.Value); err != nil {
				return nil, nil, fmt.Errorf("failed to marshal to JSON: %w", err)
			}
		}
		keys = append(keys, set.Key)
		values = append(values, value)
	}
	return keys, values, nil
}

// A marker has a new key each time; any other key is new or lost where the first write wins.
func inserts(set state.SetRequest) bool {
	ttl, err := stateutils.ParseTTL(set.Metadata)
	isNew := set.Options.Concurrency == state.FirstWrite || strings.HasPrefix(set.Key, markerPrefix)
	return isNew && set.Key != "" && !set.HasETag() && ttl == nil && err == nil &&
		state.CheckRequestOptions(set.Options) == nil
}
