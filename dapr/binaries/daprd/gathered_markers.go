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
	// The keys of the outbox: for each event a marker that its transaction was committed, read
	// before the event is published and deleted after it.
	markerPrefix = "outbox-"
	// Bound on a statement.
	statementTimeout = 20 * time.Second
)

// gatheredMarkers is the store with the statements about markers gathered: one read and one delete,
// which is one commit, for all markers that are due together, instead of one for each event.
type gatheredMarkers struct {
	*postgresql.PostgreSQL
	table   string
	reads   gathered[*state.GetResponse]
	deletes gathered[struct{}]
}

func withGatheredMarkers(log logger.Logger) state.Store {
	store, ok := postgresql.NewPostgreSQLStateStore(log).(*postgresql.PostgreSQL)
	if !ok {
		panic("the state store of PostgreSQL has another type")
	}
	return &gatheredMarkers{PostgreSQL: store}
}

func (g *gatheredMarkers) Init(ctx context.Context, meta state.Metadata) error {
	g.table = "state"
	for name, value := range meta.Properties {
		if strings.EqualFold(name, "tablePrefix") {
			g.table = value + g.table
		}
	}
	g.reads.run = g.readAll
	g.deletes.run = func(keys []string) (map[string]struct{}, error) {
		ctx, cancel := context.WithTimeout(context.Background(), statementTimeout)
		defer cancel()
		_, err := g.GetDB().Exec(ctx, "DELETE FROM "+g.table+" WHERE key = ANY($1)", keys)
		return nil, err
	}
	return g.PostgreSQL.Init(ctx, meta)
}

// Close waits for the statements that are gathered: the store without its connections panics.
func (g *gatheredMarkers) Close() error {
	g.reads.close()
	g.deletes.close()
	return g.PostgreSQL.Close()
}

func (g *gatheredMarkers) Get(ctx context.Context, req *state.GetRequest) (*state.GetResponse, error) {
	if !strings.HasPrefix(req.Key, markerPrefix) {
		return g.PostgreSQL.Get(ctx, req)
	}
	found, err := g.reads.do(ctx, req.Key)
	if found == nil && err == nil {
		return &state.GetResponse{}, nil
	}
	return found, err
}

func (g *gatheredMarkers) Delete(ctx context.Context, req *state.DeleteRequest) error {
	if req == nil || req.HasETag() || !strings.HasPrefix(req.Key, markerPrefix) {
		return g.PostgreSQL.Delete(ctx, req)
	}
	_, err := g.deletes.do(ctx, req.Key)
	return err
}

func (g *gatheredMarkers) readAll(keys []string) (map[string]*state.GetResponse, error) {
	requests := make([]state.GetRequest, len(keys))
	for i, key := range keys {
		requests[i].Key = key
	}
	rows, err := g.BulkGet(context.Background(), requests, state.BulkGetOpts{})
	if err != nil {
		return nil, err
	}
	found := make(map[string]*state.GetResponse, len(rows))
	for _, row := range rows {
		found[row.Key] = &state.GetResponse{Data: row.Data, ETag: row.ETag, Metadata: row.Metadata}
	}
	return found, nil
}
