package main

import (
	"context"
	"strings"
	"time"

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

// batchedMarkers is the PostgreSQL store with batched statements for outbox markers: one read and one
// delete (one commit) for all markers that are due at the same time, instead of one per event.
type batchedMarkers struct {
	*postgresql.PostgreSQL
	table   string
	reads   callBatcher[*state.GetResponse]
	deletes callBatcher[struct{}]
}

func withBatchedMarkers(log logger.Logger) state.Store {
	store, ok := postgresql.NewPostgreSQLStateStore(log).(*postgresql.PostgreSQL)
	if !ok {
		panic("the PostgreSQL state store has an unexpected type")
	}
	return &batchedMarkers{PostgreSQL: store}
}

func (b *batchedMarkers) Init(ctx context.Context, meta state.Metadata) error {
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
func (b *batchedMarkers) Close() error {
	b.reads.close()
	b.deletes.close()
	return b.PostgreSQL.Close()
}

func (b *batchedMarkers) Get(ctx context.Context, req *state.GetRequest) (*state.GetResponse, error) {
	if !strings.HasPrefix(req.Key, markerPrefix) {
		return b.PostgreSQL.Get(ctx, req)
	}
	found, err := b.reads.do(ctx, req.Key)
	if found == nil && err == nil {
		return &state.GetResponse{}, nil
	}
	return found, err
}

func (b *batchedMarkers) Delete(ctx context.Context, req *state.DeleteRequest) error {
	if req == nil || req.HasETag() || !strings.HasPrefix(req.Key, markerPrefix) {
		return b.PostgreSQL.Delete(ctx, req)
	}
	_, err := b.deletes.do(ctx, req.Key)
	return err
}

func (b *batchedMarkers) readAll(keys []string) (map[string]*state.GetResponse, error) {
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
