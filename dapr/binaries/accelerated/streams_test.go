package accelerated

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	rediscomponent "github.com/dapr/components-contrib/common/component/redis"
	"github.com/dapr/components-contrib/pubsub"
	"github.com/dapr/kit/logger"
)

func TestASubscriptionTakesTheEventTypesThatItNames(t *testing.T) {
	types := typesOf("OrderPlaced.v1, OrderShipped.v1")
	cases := map[string]bool{
		`{"type":"OrderShipped.v1"}`:                      true,
		`{"type":"OrderRefunded.v1"}`:                     false,
		`{"type":"` + pubsub.DefaultCloudEventType + `"}`: true,
		`no JSON`: true,
	}
	for event, taken := range cases {
		if takes(types, []byte(event)) != taken {
			t.Errorf("takes(%s) is not %v", event, taken)
		}
	}
	if !takes(typesOf(""), []byte(`{"type":"OrderRefunded.v1"}`)) {
		t.Error("a subscription without types does not take every event")
	}
}

func TestOnlyDeliveredEntriesAreAcknowledged(t *testing.T) {
	entries := []pubsub.BulkMessageEntry{{EntryId: "1"}, {EntryId: "2"}}
	if ids := delivered(entries, nil, nil); !slices.Equal(ids, []string{"1", "2"}) {
		t.Errorf("a batch without an error: %v", ids)
	}
	failure := errors.New("one failed")
	responses := []pubsub.BulkSubscribeResponseEntry{{EntryId: "1"}, {EntryId: "2", Error: failure}}
	if ids := delivered(entries, responses, failure); !slices.Equal(ids, []string{"1"}) {
		t.Errorf("a batch with one failure: %v", ids)
	}
	if ids := delivered(entries, nil, failure); len(ids) != 0 {
		t.Errorf("a batch that failed as a whole: %v", ids)
	}
}

func subscriptionFor(redelivery time.Duration) *subscription {
	settings := &rediscomponent.Settings{ProcessingTimeout: redelivery, RedeliverInterval: redelivery}
	return &subscription{batchedStreams: &batchedStreams{log: logger.NewLogger("test"), settings: settings}}
}

func TestAMessageWhoseDeliveryWasCutOffStaysPending(t *testing.T) {
	discards := func(ctx context.Context, _ *pubsub.NewMessage) error {
		<-ctx.Done()
		return nil
	}
	message := rediscomponent.RedisXMessage{ID: "1-0", Values: map[string]any{"data": "{}"}}
	err := subscriptionFor(time.Millisecond).deliverOne(t.Context(), message, discards)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("the delivery ended with %v", err)
	}
}

func TestAnEntryHasTheDataAndMetadataOfItsMessage(t *testing.T) {
	values := map[string]any{"data": `{"type":"a"}`, "metadata": `{"key":"value"}`}
	entry := subscriptionFor(0).entryOf(rediscomponent.RedisXMessage{ID: "1-0", Values: values})
	if entry.EntryId != "1-0" || string(entry.Event) != `{"type":"a"}` || entry.Metadata["key"] != "value" {
		t.Fatalf("%+v", entry)
	}
}

func TestAMessageIsPublishedWithTheCommandOfDapr(t *testing.T) {
	publishes := batchedPublishes{settings: &rediscomponent.Settings{MaxLenApprox: 200}}
	args, err := publishes.commandFor(&pubsub.PublishRequest{
		Topic: "orders", Data: []byte("{}"), Metadata: map[string]string{"a": "b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	expected := []any{"XADD", "orders", "MAXLEN", "~", int64(200), "*"}
	if !slices.Equal(args[:6], expected) || string(args[9].([]byte)) != `{"a":"b"}` {
		t.Fatalf("%v", args)
	}
}
