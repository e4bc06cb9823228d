import test from 'ava';
import { calledApi } from './call-metrics.ts';

test('calledApi() has few values: ids, keys and topics are in none of them', (t) => {
  t.deepEqual(calledApi('/v1.0/invoke/booking/method/bookings/0190?at=1'), {
    api: 'invoke',
    target: 'booking',
  });
  t.deepEqual(calledApi('/v1.0/actors/Booking/0190/method/place'), {
    api: 'actors',
    target: 'Booking',
  });
  t.deepEqual(calledApi('/v1.0/publish/pubsub/bookings'), { api: 'publish', target: 'pubsub' });
  t.deepEqual(calledApi('/v1.0-alpha1/publish/bulk/pubsub/bookings'), {
    api: 'publish',
    target: 'pubsub',
  });
  t.deepEqual(calledApi('/v1.0/state/bookingstreams/key'), {
    api: 'state',
    target: 'bookingstreams',
  });
  t.deepEqual(calledApi('/v1.0/state/bookingstreams?x=1'), {
    api: 'state',
    target: 'bookingstreams',
  });
  t.deepEqual(calledApi('/v1.0/metadata'), { api: 'metadata', target: '' });
});
