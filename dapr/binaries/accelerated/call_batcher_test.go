package accelerated

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
)

func TestCallsAtTheSameTimeAreOneBatch(t *testing.T) {
	var lock sync.Mutex
	var batches [][]string
	batcher := callBatcher[string]{run: func(keys []string) (map[string]string, error) {
		lock.Lock()
		defer lock.Unlock()
		batches = append(batches, keys)
		values := map[string]string{}
		for _, key := range keys {
			values[key] = "value of " + key
		}
		return values, nil
	}}
	var calls sync.WaitGroup
	for n := range maxBatchSize {
		calls.Go(func() {
			key := strconv.Itoa(n)
			if value, err := batcher.do(t.Context(), key); err != nil || value != "value of "+key {
				t.Errorf("%s got %q and error %v", key, value, err)
			}
		})
	}
	calls.Wait()
	var keys int
	for _, batch := range batches {
		keys += len(batch)
	}
	if keys != maxBatchSize || len(batches) > maxBatchSize/10 {
		t.Fatalf("%d keys in %d batches", keys, len(batches))
	}
}

func TestAFailedBatchFailsEachOfItsCalls(t *testing.T) {
	failure := errors.New("the database is away")
	batcher := callBatcher[string]{run: func([]string) (map[string]string, error) { return nil, failure }}
	var calls sync.WaitGroup
	for _, key := range []string{"one", "two"} {
		calls.Go(func() {
			if _, err := batcher.do(t.Context(), key); !errors.Is(err, failure) {
				t.Errorf("%s got error %v", key, err)
			}
		})
	}
	calls.Wait()
}

func TestACallThatIsCancelledDoesNotWait(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	batcher := callBatcher[string]{run: func([]string) (map[string]string, error) { return nil, nil }}
	if _, err := batcher.do(ctx, "one"); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestAClosedBatcherRefusesCalls(t *testing.T) {
	batcher := callBatcher[string]{run: func([]string) (map[string]string, error) { return nil, nil }}
	batcher.close()
	if _, err := batcher.do(t.Context(), "one"); !errors.Is(err, errStoreClosed) {
		t.Fatal(err)
	}
}
