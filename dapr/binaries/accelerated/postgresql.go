package accelerated

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v4"
	"github.com/dapr/components-contrib/state"
	postgresql "github.com/dapr/components-contrib/state/postgresql/v2"
	"github.com/dapr/kit/logger"
)

const (
	// Prefix of the outbox keys. For each event the outbox keeps a marker that its transaction was
	// committed: Dapr reads it before it publishes the event and deletes it afterwards.
	markerPrefix = "outbox-"
	// Time limit for a statement.
	statementTimeout = 20 * time.Second
)

// batchedPostgreSQL is the PostgreSQL store (v2) with batched statements for outbox markers: one read
// and one delete (one commit) for all markers that are due at the same time, instead of one per event.
// It ends the outbox's search for a marker that stays missing, which Dapr's own store does not.
type batchedPostgreSQL struct {
	*postgresql.PostgreSQL
	table   string
	reads   callBatcher[*state.GetResponse]
	deletes callBatcher[struct{}]
	missing missingMarkers
}

func newBatchedPostgreSQL(log logger.Logger) state.Store {
	store, ok := postgresql.NewPostgreSQLStateStore(log).(*postgresql.PostgreSQL)
	if !ok {
		panic("the PostgreSQL state store has an unexpected type")
	}
	return &batchedPostgreSQL{
		PostgreSQL: store,
		missing:    missingMarkers{patience: markerPatience, since: map[string]search{}},
	}
}

func (b *batchedPostgreSQL) Init(ctx context.Context, meta state.Metadata) error {
	b.table = "state"
	for name, value := range meta.Properties {
		if strings.EqualFold(name, "tablePrefix") {
			b.table = value + b.table
		}
	}
	b.reads.run = b.readAll
	b.deletes.run = func(keys []string) (map[string]struct{}, error) {
		ctx, cancel := context.WithTimeout(context.Background(), statementTimeout)
		defer cancel()
		_, err := b.GetDB().Exec(ctx, "DELETE FROM "+b.table+" WHERE key = ANY($1)", keys)
		return nil, err
	}
	return b.PostgreSQL.Init(ctx, meta)
}

// Close waits for pending batches: a statement that runs after the store has closed its connections
// would panic.
func (b *batchedPostgreSQL) Close() error {
	b.reads.close()
	b.deletes.close()
	return b.PostgreSQL.Close()
}

func (b *batchedPostgreSQL) Get(ctx context.Context, req *state.GetRequest) (*state.GetResponse, error) {
	if !strings.HasPrefix(req.Key, markerPrefix) {
		return b.PostgreSQL.Get(ctx, req)
	}
	return b.getMarker(ctx, req.Key)
}

func (b *batchedPostgreSQL) getMarker(ctx context.Context, key string) (*state.GetResponse, error) {
	found, err := b.reads.do(ctx, key)
	switch {
	case err != nil:
		return nil, b.unrepeatable(ctx, key, err)
	case found == nil || len(found.Data) == 0:
		return &state.GetResponse{}, b.missing.missed(key, time.Now())
	}
	b.missing.ended(key)
	return found, nil
}

func (b *batchedPostgreSQL) Delete(ctx context.Context, req *state.DeleteRequest) error {
	if req == nil || req.HasETag() || !strings.HasPrefix(req.Key, markerPrefix) {
		return b.PostgreSQL.Delete(ctx, req)
	}
	if _, err := b.deletes.do(ctx, req.Key); err != nil {
		return b.unrepeatable(ctx, req.Key, err)
	}
	return nil
}

// The outbox repeats a failed call for ever, even when its subscription has ended or the store is
// closed. Then the error is permanent; the message stays pending and is delivered again.
func (b *batchedPostgreSQL) unrepeatable(ctx context.Context, key string, err error) error {
	if ctx.Err() == nil && !errors.Is(err, errStoreClosed) {
		return err
	}
	b.missing.ended(key)
	return backoff.Permanent(err)
}

func (b *batchedPostgreSQL) readAll(keys []string) (map[string]*state.GetResponse, error) {
	requests := make([]state.GetRequest, len(keys))
	for i, key := range keys {
		requests[i].Key = key
	}
	rows, err := b.BulkGet(context.Background(), requests, state.BulkGetOpts{})
	if err != nil {
		return nil, err
	}
	found := make(map[string]*state.GetResponse, len(rows))
	for _, row := range rows {
		found[row.Key] = &state.GetResponse{Data: row.Data, ETag: row.ETag, Metadata: row.Metadata}
	}
	return found, nil
}
