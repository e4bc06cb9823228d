package accelerated

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	// How long a call waits for others to join its batch.
	batchWindow = 25 * time.Millisecond
	// Most calls in one batch.
	maxBatchSize = 500
)

// callBatcher combines calls for single keys that arrive within a short time into one call. If that
// call fails, all of them fail.
type callBatcher[T any] struct {
	run     func(keys []string) (map[string]T, error)
	lock    sync.Mutex
	waiting []chan<- outcome[T]
	keys    []string
	closed  bool
	running sync.WaitGroup
}

var errStoreClosed = errors.New("the store is closed")

type outcome[T any] struct {
	value T
	err   error
}

func (b *callBatcher[T]) do(ctx context.Context, key string) (T, error) {
	answer := make(chan outcome[T], 1)
	var none T
	b.lock.Lock()
	if b.closed {
		b.lock.Unlock()
		return none, errStoreClosed
	}
	b.keys = append(b.keys, key)
	b.waiting = append(b.waiting, answer)
	switch len(b.keys) {
	case 1:
		time.AfterFunc(batchWindow, b.flush)
	case maxBatchSize:
		go b.flush()
	}
	b.lock.Unlock()
	select {
	case got := <-answer:
		return got.value, got.err
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

func (b *callBatcher[T]) flush() {
	b.lock.Lock()
	keys, waiting := b.keys, b.waiting
	b.keys, b.waiting = nil, nil
	if len(keys) == 0 {
		b.lock.Unlock()
		return
	}
	b.running.Add(1)
	b.lock.Unlock()
	defer b.running.Done()
	values, err := b.run(keys)
	for i, answer := range waiting {
		answer <- outcome[T]{value: values[keys[i]], err: err}
	}
}

// close runs the waiting calls at once and refuses new ones. It returns when no call is running.
func (b *callBatcher[T]) close() {
	b.lock.Lock()
	b.closed = true
	b.lock.Unlock()
	b.flush()
	b.running.Wait()
}
