package accelerated

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v4"
	"github.com/dapr/components-contrib/state"
	"github.com/dapr/kit/logger"
)

const testPatience = 100 * time.Millisecond

// The store with another source of its rows.
func storeOver(read func(keys []string) (map[string]*state.GetResponse, error)) *batchedPostgreSQL {
	store := newBatchedPostgreSQL(logger.NewLogger("test")).(*batchedPostgreSQL)
	store.missing.patience = testPatience
	store.reads.run = read
	return store
}

// The loop of Dapr's outbox with its mistake: without Stop, it has no end of its own.
func searchAsTheOutboxDoes(ctx context.Context, store *batchedPostgreSQL, key string) error {
	return backoff.Retry(func() error {
		found, err := store.Get(ctx, &state.GetRequest{Key: key})
		if err != nil {
			return err
		}
		if len(found.Data) > 0 {
			return nil
		}
		return errors.New("not found")
	}, &backoff.ExponentialBackOff{
		InitialInterval: time.Millisecond,
		MaxInterval:     time.Millisecond,
		MaxElapsedTime:  5 * time.Millisecond,
		Multiplier:      1,
		Clock:           backoff.SystemClock,
	})
}

func TestTheSearchForAMarkerThatStaysMissingEnds(t *testing.T) {
	store := storeOver(func([]string) (map[string]*state.GetResponse, error) { return nil, nil })
	start := time.Now()
	err := searchAsTheOutboxDoes(t.Context(), store, "outbox-1")
	if !errors.Is(err, errMarkerMissing) {
		t.Fatalf("the search ended with %v", err)
	}
	if took := time.Since(start); took < testPatience {
		t.Fatalf("the search ended after %s", took)
	}
	if len(store.missing.since) != 0 {
		t.Fatal("the marker is not forgotten")
	}
}

func TestAMarkerThatArrivesLateIsFound(t *testing.T) {
	var reads atomic.Int32
	store := storeOver(func(keys []string) (map[string]*state.GetResponse, error) {
		if reads.Add(1) < 2 {
			return nil, nil
		}
		return map[string]*state.GetResponse{keys[0]: {Data: []byte("0")}}, nil
	})
	if err := searchAsTheOutboxDoes(t.Context(), store, "outbox-1"); err != nil {
		t.Fatal(err)
	}
	if len(store.missing.since) != 0 {
		t.Fatal("the marker is not forgotten")
	}
}

func TestAFailedReadIsRepeatedBeyondThePatience(t *testing.T) {
	start := time.Now()
	store := storeOver(func(keys []string) (map[string]*state.GetResponse, error) {
		if time.Since(start) < 2*testPatience {
			return nil, errors.New("the database is away")
		}
		return map[string]*state.GetResponse{keys[0]: {Data: []byte("0")}}, nil
	})
	if err := searchAsTheOutboxDoes(t.Context(), store, "outbox-1"); err != nil {
		t.Fatal(err)
	}
}

func TestTheSearchEndsWithItsSubscription(t *testing.T) {
	store := storeOver(func([]string) (map[string]*state.GetResponse, error) { return nil, nil })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := searchAsTheOutboxDoes(ctx, store, "outbox-1"); !errors.Is(err, context.Canceled) {
		t.Fatalf("the search ended with %v", err)
	}
}

func TestTheSearchEndsWithTheStore(t *testing.T) {
	store := storeOver(func([]string) (map[string]*state.GetResponse, error) { return nil, nil })
	store.reads.close()
	if err := searchAsTheOutboxDoes(t.Context(), store, "outbox-1"); !errors.Is(err, errStoreClosed) {
		t.Fatalf("the search ended with %v", err)
	}
}

func TestSearchesThatEndWithoutUsAreForgotten(t *testing.T) {
	missing := missingMarkers{patience: time.Second, since: map[string]search{}}
	start := time.Now()
	if err := missing.missed("outbox-1", start); err != nil {
		t.Fatal(err)
	}
	if err := missing.missed("outbox-2", start.Add(2*markerMemory)); err != nil {
		t.Fatal(err)
	}
	if _, left := missing.since["outbox-1"]; left || len(missing.since) != 1 {
		t.Fatalf("%d searches are left", len(missing.since))
	}
}

func insert(key string, value any) state.SetRequest {
	options := state.SetStateOption{Concurrency: state.FirstWrite}
	return state.SetRequest{Key: key, Value: value, Options: options}
}

func TestATransactionOfInsertsIsOneStatement(t *testing.T) {
	marker := state.SetRequest{Key: "outbox-1", Value: "0"}
	keys, values, err := insertsOf(&state.TransactionalStateRequest{
		Operations: []state.TransactionalStateOperation{insert("order-1", map[string]int{"n": 1}), marker},
	})
	if err != nil || len(keys) != 2 || keys[0] != "order-1" || keys[1] != "outbox-1" {
		t.Fatalf("keys %v, error %v", keys, err)
	}
	if string(values[0]) != `{"n":1}` || string(values[1]) != `"0"` {
		t.Fatalf("values %q", values)
	}
}

func TestAnyOtherTransactionIsLeftToDapr(t *testing.T) {
	etag := "1"
	others := map[string]state.TransactionalStateOperation{
		"an overwrite":     state.SetRequest{Key: "order-1", Value: "x"},
		"a delete":         state.DeleteRequest{Key: "order-1"},
		"an expected etag": state.SetRequest{Key: "outbox-1", Value: "x", ETag: &etag},
		"a time to live":   state.SetRequest{Key: "outbox-1", Metadata: map[string]string{"ttlInSeconds": "5"}},
		"no key":           insert("", "x"),
	}
	for what, operation := range others {
		keys, _, err := insertsOf(&state.TransactionalStateRequest{
			Operations: []state.TransactionalStateOperation{insert("order-1", "x"), operation},
		})
		if keys != nil || err != nil {
			t.Errorf("%s: keys %v, error %v", what, keys, err)
		}
	}
}
