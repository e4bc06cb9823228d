package main

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	// How long a call waits for others to go with it.
	gatherFor = 25 * time.Millisecond
	// Most calls that go together.
	maxGathered = 500
)

// gathered runs calls about keys that come within a short time of each other as one. A failure is
// that of all of them.
type gathered[T any] struct {
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

func (g *gathered[T]) do(ctx context.Context, key string) (T, error) {
	answer := make(chan outcome[T], 1)
	var none T
	g.lock.Lock()
	if g.closed {
		g.lock.Unlock()
		return none, errStoreClosed
	}
	g.keys = append(g.keys, key)
	g.waiting = append(g.waiting, answer)
	switch len(g.keys) {
	case 1:
		time.AfterFunc(gatherFor, g.flush)
	case maxGathered:
		go g.flush()
	}
	g.lock.Unlock()
	select {
	case got := <-answer:
		return got.value, got.err
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

func (g *gathered[T]) flush() {
	g.lock.Lock()
	keys, waiting := g.keys, g.waiting
	g.keys, g.waiting = nil, nil
	if len(keys) == 0 {
		g.lock.Unlock()
		return
	}
	g.running.Add(1)
	g.lock.Unlock()
	defer g.running.Done()
	values, err := g.run(keys)
	for i, answer := range waiting {
		answer <- outcome[T]{value: values[keys[i]], err: err}
	}
}

// close lets what waits go now and refuses the rest; it returns once nothing runs any more.
func (g *gathered[T]) close() {
	g.lock.Lock()
	g.closed = true
	g.lock.Unlock()
	g.flush()
	g.running.Wait()
}
