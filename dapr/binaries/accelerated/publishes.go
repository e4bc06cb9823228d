package accelerated

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	rediscomponent "github.com/dapr/components-contrib/common/component/redis"
	"github.com/dapr/components-contrib/pubsub"
)

// Time limit for a write of several messages.
const publishTimeout = 10 * time.Second

// batchedPublishes collects the messages that arrive while a write is running and writes them in one
// round trip. A single message is written by the component itself. No message is delayed in order to
// fill a batch.
type batchedPublishes struct {
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

// A Redis cluster has no transactions across nodes, and with a write timeout the component's pipeline
// sends each command twice.
func canBatchPublishes(settings *rediscomponent.Settings) bool {
	return settings.RedisType != rediscomponent.ClusterType && settings.WriteTimeout == 0
}

func (b *batchedPublishes) publish(ctx context.Context, request *pubsub.PublishRequest) error {
	one := publication{ctx: ctx, request: request, done: make(chan error, 1)}
	b.lock.Lock()
	b.waiting = append(b.waiting, one)
	starts := !b.isBusy
	b.isBusy = true
	b.lock.Unlock()
	if starts {
		go b.writeAll()
	}
	select {
	case err := <-one.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *batchedPublishes) writeAll() {
	for {
		b.lock.Lock()
		batch := b.waiting[:min(len(b.waiting), maxBatchSize)]
		b.waiting = b.waiting[len(batch):]
		b.isBusy = len(batch) > 0
		b.lock.Unlock()
		if len(batch) == 0 {
			return
		}
		err := b.write(batch)
		for _, one := range batch {
			one.done <- err
		}
	}
}

func (b *batchedPublishes) write(batch []publication) error {
	if len(batch) == 1 {
		return b.alone(batch[0].ctx, batch[0].request)
	}
	ctx, cancel := context.WithTimeout(context.Background(), publishTimeout)
	defer cancel()
	pipeline := b.client.TxPipeline()
	for _, one := range batch {
		args, err := b.commandFor(one.request)
		if err != nil {
			return pubsub.NewTerminalError(err)
		}
		pipeline.Do(ctx, args...)
	}
	if err := pipeline.Exec(ctx); err != nil {
		return pubsub.NewRetriableError(fmt.Errorf("redis streams: %d messages were not published: %w", len(batch), err))
	}
	return nil
}

// The same XADD that the component sends.
func (b *batchedPublishes) commandFor(request *pubsub.PublishRequest) ([]any, error) {
	args := []any{"XADD", request.Topic}
	if oldest := b.settings.GetMinID(time.Now()); oldest != "" {
		args = append(args, "MINID", "~", oldest)
	} else if b.settings.MaxLenApprox > 0 {
		args = append(args, "MAXLEN", "~", b.settings.MaxLenApprox)
	}
	args = append(args, "*", "data", request.Data)
	if request.Metadata == nil {
		return args, nil
	}
	metadata, err := json.Marshal(request.Metadata)
	return append(args, "metadata", metadata), err
}
