package accelerated

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

// The PostgreSQL error code for a key that exists already.
const uniqueViolation = "23505"

// Multi writes a transaction that only inserts with one statement in one round trip. An append to
// event streams with its outbox markers is such a transaction. The store itself needs one statement
// and one round trip for each key, and two more for the transaction. If a key exists already, the
// store's own implementation handles the transaction.
func (b *batchedPostgreSQL) Multi(ctx context.Context, req *state.TransactionalStateRequest) error {
	keys, values, err := insertsOf(req)
	if err != nil {
		return err
	}
	if len(keys) > 1 {
		err = b.insert(ctx, keys, values)
		var refusal *pgconn.PgError
		if !errors.As(err, &refusal) || refusal.Code != uniqueViolation {
			return err
		}
	}
	return b.PostgreSQL.Multi(ctx, req)
}

func (b *batchedPostgreSQL) insert(ctx context.Context, keys []string, values [][]byte) error {
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	db := b.GetDB()
	if db == nil {
		return errStoreClosed
	}
	_, err := db.Exec(ctx,
		"INSERT INTO "+b.table+" (key, value) SELECT * FROM unnest($1::text[], $2::bytea[])", keys, values)
	return err
}

// The keys and values of a transaction if all its operations are inserts without expiry, else nothing.
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

// The key of a marker is always new. Any other key must be new, or the write fails, when the first
// write wins.
func inserts(set state.SetRequest) bool {
	ttl, err := stateutils.ParseTTL(set.Metadata)
	isNew := set.Options.Concurrency == state.FirstWrite || strings.HasPrefix(set.Key, markerPrefix)
	return isNew && set.Key != "" && !set.HasETag() && ttl == nil && err == nil &&
		state.CheckRequestOptions(set.Options) == nil
}
