package accelerated

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"time"

	rediscomponent "github.com/dapr/components-contrib/common/component/redis"
	"github.com/dapr/components-contrib/metadata"
	"github.com/dapr/components-contrib/pubsub"
	pubsubredis "github.com/dapr/components-contrib/pubsub/redis"
	"github.com/dapr/kit/logger"
)

const (
	// The runtime's defaults when a subscription names no values.
	defaultBatch = 100
	defaultWait  = time.Second
	// How long one read waits for a message when redelivery is switched off.
	idleRead = 15 * time.Second
	// Pause after a failed read.
	readFaultPause = time.Second
	// Subscription metadata: a comma-separated list of the CloudEvent types to deliver. Events of
	// other types are acknowledged without a delivery.
	eventTypesKey = "eventTypes"
	// The type of an event whose publisher set none.
	untypedEvent = pubsub.DefaultCloudEventType
)

// batchedStreams is the Redis component with its own subscriptions. Under load Dapr reads and
// acknowledges messages almost one by one and only then forms batches. Here all messages that arrive
// within a short time share one read, one delivery (in a bulk subscription) and one acknowledgement,
// and messages published at the same time share one write. If a delivery fails and no dead-letter
// topic takes the message, it stays pending and is delivered again.
type batchedStreams struct {
	pubsub.PubSub
	log      logger.Logger
	client   rediscomponent.RedisClient
	settings *rediscomponent.Settings
	// Nil if messages are published one by one.
	publishes *batchedPublishes
	closed    chan struct{}
	once      sync.Once
	running   sync.WaitGroup
	// Limits the concurrent deliveries of single messages.
	workers chan struct{}
}

func newBatchedStreams(log logger.Logger) pubsub.PubSub {
	return &batchedStreams{PubSub: pubsubredis.NewRedisStreams(log), log: log, closed: make(chan struct{})}
}

func (b *batchedStreams) Init(ctx context.Context, meta pubsub.Metadata) error {
	if err := b.PubSub.Init(ctx, meta); err != nil {
		return err
	}
	var err error
	b.client, b.settings, err = rediscomponent.ParseClientFromProperties(meta.Properties, metadata.PubSubType, ctx, &b.log)
	if err != nil {
		return err
	}
	b.workers = make(chan struct{}, b.settings.Concurrency)
	if canBatchPublishes(b.settings) {
		b.publishes = &batchedPublishes{alone: b.PubSub.Publish, client: b.client, settings: b.settings}
	}
	return nil
}

func (b *batchedStreams) Publish(ctx context.Context, req *pubsub.PublishRequest) error {
	if b.publishes == nil {
		return b.PubSub.Publish(ctx, req)
	}
	return b.publishes.publish(ctx, req)
}

func (b *batchedStreams) Ping(ctx context.Context) error {
	return pubsub.Ping(ctx, b.PubSub)
}

func (b *batchedStreams) Close() error {
	var err error
	b.once.Do(func() { close(b.closed) })
	if b.client != nil {
		err = b.client.Close() // ends waiting reads
	}
	b.running.Wait()
	return errors.Join(err, b.PubSub.Close())
}

func (b *batchedStreams) BulkSubscribe(ctx context.Context, req pubsub.SubscribeRequest, handler pubsub.BulkHandler) error {
	s := &subscription{batchedStreams: b, topic: req.Topic, batch: defaultBatch, wait: defaultWait}
	if n := req.BulkSubscribeConfig.MaxMessagesCount; n > 0 {
		s.batch = n
	}
	if ms := req.BulkSubscribeConfig.MaxAwaitDurationMs; ms > 0 {
		s.wait = time.Duration(ms) * time.Millisecond
	}
	types := typesOf(req.Metadata[eventTypesKey])
	s.deliver = func(ctx context.Context, messages []rediscomponent.RedisXMessage) {
		s.deliverBatch(ctx, messages, types, handler)
	}
	return s.start(ctx)
}

func (b *batchedStreams) Subscribe(ctx context.Context, req pubsub.SubscribeRequest, handler pubsub.Handler) error {
	s := &subscription{batchedStreams: b, topic: req.Topic, batch: int(b.settings.QueueDepth), wait: batchWindow}
	done := callBatcher[struct{}]{run: func(ids []string) (map[string]struct{}, error) {
		s.acknowledge(ids)
		return nil, nil
	}}
	s.deliver = func(ctx context.Context, messages []rediscomponent.RedisXMessage) {
		for _, message := range messages {
			select {
			case b.workers <- struct{}{}:
			case <-ctx.Done():
				return
			}
			b.running.Go(func() {
				err := s.deliverOne(ctx, message, handler)
				<-b.workers
				if err == nil {
					_, _ = done.do(context.Background(), message.ID)
				}
			})
		}
	}
	return s.start(ctx)
}

func typesOf(list string) map[string]bool {
	if list == "" {
		return nil
	}
	types := map[string]bool{}
	for name := range strings.SplitSeq(list, ",") {
		types[strings.TrimSpace(name)] = true
	}
	return types
}

type subscription struct {
	*batchedStreams
	topic   string
	batch   int
	wait    time.Duration
	deliver func(ctx context.Context, messages []rediscomponent.RedisXMessage)
}

func (s *subscription) start(ctx context.Context) error {
	if err := s.createGroup(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	s.running.Go(func() {
		defer cancel()
		select {
		case <-ctx.Done():
		case <-s.closed:
		}
	})
	s.running.Go(func() { s.run(ctx) })
	return nil
}

func (s *subscription) createGroup(ctx context.Context) error {
	err := s.client.XGroupCreateMkStream(ctx, s.topic, s.settings.ConsumerID, "0")
	if err != nil && strings.HasPrefix(err.Error(), "BUSYGROUP") {
		return nil
	}
	return err
}

// A message after an idle period is delivered at once. Messages that arrive within the subscription's
// wait time after a read form the next batch.
func (s *subscription) run(ctx context.Context) {
	var redeliverAt time.Time
	for ctx.Err() == nil {
		if s.redelivers() && !time.Now().Before(redeliverAt) {
			s.redeliver(ctx)
			redeliverAt = time.Now().Add(s.settings.RedeliverInterval)
		}
		messages, err := s.read(ctx)
		if err != nil {
			s.log.Errorf("redis streams: cannot read %s: %s", s.topic, err)
			pause(ctx, readFaultPause)
			continue
		}
		read := time.Now()
		s.deliver(ctx, messages)
		if len(messages) > 0 && len(messages) < s.batch {
			pause(ctx, s.wait-time.Since(read))
		}
	}
}

func (s *subscription) redelivers() bool {
	return s.settings.ProcessingTimeout != 0 && s.settings.RedeliverInterval != 0
}

func (s *subscription) read(ctx context.Context) ([]rediscomponent.RedisXMessage, error) {
	block := time.Duration(s.settings.ReadTimeout)
	if block <= 0 {
		block = idleRead
	}
	if s.redelivers() {
		block = min(block, s.settings.RedeliverInterval) // the next check waits for the read
	}
	group := s.settings.ConsumerID
	streams, err := s.client.XReadGroupResult(ctx, group, group, []string{s.topic, ">"}, int64(s.batch), block)
	switch {
	case err == nil:
		if len(streams) == 0 {
			return nil, nil
		}
		return streams[0].Messages, nil
	case ctx.Err() != nil, s.client.IsNilValueError(err), errors.Is(err, context.DeadlineExceeded):
		return nil, nil // no message
	case strings.HasPrefix(err.Error(), "NOGROUP"):
		s.log.Warnf("redis streams: the group %s of %s is gone and is created again", group, s.topic)
		return nil, s.createGroup(ctx)
	}
	return nil, err
}

// Delivers batches one after another. If the subscription ends after the read, the messages stay
// pending.
func (s *subscription) deliverBatch(ctx context.Context, messages []rediscomponent.RedisXMessage, types map[string]bool, handler pubsub.BulkHandler) {
	if len(messages) == 0 || ctx.Err() != nil {
		return
	}
	done := make([]string, 0, len(messages))
	entries := make([]pubsub.BulkMessageEntry, 0, len(messages))
	for _, message := range messages {
		entry := s.entryOf(message)
		if takes(types, entry.Event) {
			entries = append(entries, entry)
		} else {
			done = append(done, message.ID)
		}
	}
	if len(entries) > 0 {
		batch := &pubsub.BulkMessage{Topic: s.topic, Metadata: map[string]string{}, Entries: entries}
		responses, err := handler(ctx, batch)
		done = append(done, delivered(entries, responses, err)...)
		if err != nil {
			s.log.Errorf("redis streams: a batch of %s failed: %s", s.topic, err)
		}
	}
	s.acknowledge(done)
}

func (s *subscription) deliverOne(ctx context.Context, message rediscomponent.RedisXMessage, handler pubsub.Handler) error {
	if s.redelivers() {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.settings.ProcessingTimeout)
		defer cancel()
	}
	entry := s.entryOf(message)
	err := handler(ctx, &pubsub.NewMessage{Topic: s.topic, Data: entry.Event, Metadata: entry.Metadata})
	// The outbox answers that it discarded a message when its search for the marker was cut off: such
	// a message stays pending too.
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		s.log.Errorf("redis streams: message %s of %s failed: %s", message.ID, s.topic, err)
	}
	return err
}

func (s *subscription) entryOf(message rediscomponent.RedisXMessage) pubsub.BulkMessageEntry {
	entry := pubsub.BulkMessageEntry{EntryId: message.ID}
	if data, ok := message.Values["data"].(string); ok {
		entry.Event = []byte(data)
	}
	if text, ok := message.Values["metadata"].(string); ok {
		if err := json.Unmarshal([]byte(text), &entry.Metadata); err != nil {
			s.log.Warnf("redis streams: the metadata of message %s cannot be read: %s", message.ID, err)
		}
	}
	return entry
}

// An unreadable event is delivered too, so that the app handles it like any other unreadable event.
func takes(types map[string]bool, event []byte) bool {
	if types == nil {
		return true
	}
	var envelope struct {
		Type string `json:"type"`
	}
	err := json.Unmarshal(event, &envelope)
	return err != nil || types[envelope.Type] || envelope.Type == untypedEvent
}

// The ids of the entries that need no redelivery, according to the runtime's answer for the batch.
func delivered(entries []pubsub.BulkMessageEntry, responses []pubsub.BulkSubscribeResponseEntry, err error) []string {
	var ids []string
	if err == nil {
		for _, entry := range entries {
			ids = append(ids, entry.EntryId)
		}
		return ids
	}
	for _, response := range responses {
		if response.Error == nil && response.EntryId != "" {
			ids = append(ids, response.EntryId)
		}
	}
	return ids
}

func (s *subscription) acknowledge(ids []string) {
	if len(ids) == 0 {
		return
	}
	args := []any{"XACK", s.topic, s.settings.ConsumerID}
	for _, id := range ids {
		args = append(args, id)
	}
	// Runs for an ending subscription too: delivered messages need no second delivery.
	if err := s.client.DoWrite(context.Background(), args...); err != nil {
		s.log.Errorf("redis streams: %d messages of %s could not be acknowledged: %s", len(ids), s.topic, err)
	}
}

// Redelivers messages that were read, by this sidecar or by one that has ended, and not acknowledged
// within the processing timeout.
func (s *subscription) redeliver(ctx context.Context) {
	for ctx.Err() == nil {
		group := s.settings.ConsumerID
		pending, err := s.client.XPendingExtResult(ctx, s.topic, group, "-", "+", int64(s.batch))
		if err != nil && !s.client.IsNilValueError(err) {
			s.log.Errorf("redis streams: cannot list the pending messages of %s: %s", s.topic, err)
			return
		}
		var late []string
		for _, message := range pending {
			if message.Idle >= s.settings.ProcessingTimeout {
				late = append(late, message.ID)
			}
		}
		if len(late) == 0 {
			return
		}
		s.deliver(ctx, s.claim(ctx, late))
	}
}

func (s *subscription) claim(ctx context.Context, ids []string) []rediscomponent.RedisXMessage {
	group, idle := s.settings.ConsumerID, s.settings.ProcessingTimeout
	claimed, err := s.client.XClaimResult(ctx, s.topic, group, group, idle, ids)
	if err == nil {
		return claimed
	}
	if !s.client.IsNilValueError(err) || len(ids) == 1 {
		s.forgetTrimmed(err, ids)
		return nil
	}
	// Before Redis 7, one trimmed message makes the claim fail for all of them.
	for _, id := range ids {
		claimed = append(claimed, s.claim(ctx, []string{id})...)
	}
	return claimed
}

func (s *subscription) forgetTrimmed(err error, ids []string) {
	if s.client.IsNilValueError(err) {
		s.acknowledge(ids)
		return
	}
	s.log.Errorf("redis streams: cannot claim messages of %s: %s", s.topic, err)
}

func pause(ctx context.Context, wait time.Duration) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
