package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	rediscomponent "github.com/dapr/components-contrib/common/component/redis"
	"github.com/dapr/components-contrib/pubsub"
)

// Bound on a write of several messages.
const publishTimeout = 10 * time.Second

// gatheredPublishes writes messages that come while others are written together, in one round
// trip. A message that meets no other is written by the component; nothing waits for company.
type gatheredPublishes struct {
	alone    func(context.Context, *pubsub.PublishRequest) error
	client   rediscomponent.RedisClient
	settings *rediscomponent.Settings
	lock     sync.Mutex
	waiting  []publication
	isBusy   bool
}

type publication struct {
	ctx     context.Context
	request *pubsub.PublishRequest
	done    chan error
}

// Across a cluster there are no transactions, and with a write timeout the component's pipeline
// sends each command twice.
func canGather(settings *rediscomponent.Settings) bool {
	return settings.RedisType != rediscomponent.ClusterType && settings.WriteTimeout == 0
}

func (g *gatheredPublishes) publish(ctx context.Context, request *pubsub.PublishRequest) error {
	one := publication{ctx: ctx, request: request, done: make(chan error, 1)}
	g.lock.Lock()
	g.waiting = append(g.waiting, one)
	starts := !g.isBusy
	g.isBusy = true
	g.lock.Unlock()
	if starts {
		go g.writeAll()
	}
	select {
	case err := <-one.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gatheredPublishes) writeAll() {
	for {
		g.lock.Lock()
		batch := g.waiting[:min(len(g.waiting), maxGathered)]
		g.waiting = g.waiting[len(batch):]
		g.isBusy = len(batch) > 0
		g.lock.Unlock()
		if len(batch) == 0 {
			return
		}
		err := g.write(batch)
		for _, one := range batch {
			one.done <- err
		}
	}
}

func (g *gatheredPublishes) write(batch []publication) error {
	if len(batch) == 1 {
		return g.alone(batch[0].ctx, batch[0].request)
	}
	ctx, cancel := context.WithTimeout(context.Background(), publishTimeout)
	defer cancel()
	pipeline := g.client.TxPipeline()
	for _, one := range batch {
		args, err := g.commandFor(one.request)
		if err != nil {
			return pubsub.NewTerminalError(err)
		}
		pipeline.Do(ctx, args...)
	}
	if err := pipeline.Exec(ctx); err != nil {
		return pubsub.NewRetriableError(fmt.Errorf("redis streams: %d messages are not published: %w", len(batch), err))
	}
	return nil
}

// The component's own XADD.
func (g *gatheredPublishes) commandFor(request *pubsub.PublishRequest) ([]any, error) {
	args := []any{"XADD", request.Topic}
	if oldest := g.settings.GetMinID(time.Now()); oldest != "" {
		args = append(args, "MINID", "~", oldest)
	} else if g.settings.MaxLenApprox > 0 {
		args = append(args, "MAXLEN", "~", g.settings.MaxLenApprox)
	}
	args = append(args, "*", "data", request.Data)
	if request.Metadata == nil {
		return args, nil
	}
	metadata, err := json.Marshal(request.Metadata)
	return append(args, "metadata", metadata), err
}
