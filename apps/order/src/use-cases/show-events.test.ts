import { openDatabase } from 'dapr-actor-runtime/postgres';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { silentLog } from '@commerce/testing/app-under-test';
import test from 'ava';
import { openPersonalData } from '../personal/personal-data.ts';
import { encryptedWithSharedKey } from '../personal/one-key-examples.ts';
import { showEvents } from './show-events.ts';

const rootSecret = 'm'.repeat(48);
/** Only texts of the shared key can be decrypted: identity and the database are unavailable. */
const personal = openPersonalData({
  rootSecret,
  clientSecret: 'none',
  sidecar: { invoke: () => Promise.reject(new Error('identity is unavailable')) },
  database: openDatabase('postgres://127.0.0.1:1/none', { max: 1 }),
});
const encrypted = encryptedWithSharedKey(rootSecret, 'It hums in B flat', 'orders/ord_1/remarks');

function event(stream: string, type: string, data: object): StreamEvent {
  const at = '2026-11-22T10:00:00.000Z';
  return { id: `${stream}:9`, stream, seq: 9, type, at, correlationId: 'cor', data };
}

const deps = {
  personal,
  log: silentLog,
  ownerOf: async (orderId: string) =>
    orderId === 'ord_1' ? { orderId } : { orderId, customerId: 'cus_1' },
};

test('showEvents() decrypts a note into the field of the older event version', async (t) => {
  const [requested, repaired] = await showEvents(deps, [
    event('ord_1', 'OrderReturnRequested.v2', { returnId: 'ret_1', personal: encrypted }),
    event('ord_1', 'OrderRepairStarted.v1', { repairId: 'rep_1', personal: encrypted }),
  ]);
  t.deepEqual(requested?.data, { returnId: 'ret_1', reason: 'It hums in B flat' });
  t.deepEqual(repaired?.data, { repairId: 'rep_1', note: 'It hums in B flat' });
});

test('showEvents() decrypts why a window was overridden, beside why the units come back', async (t) => {
  const override = { until: '2026-12-22', by: 'ann', personal: encrypted };
  const data = { returnId: 'ret_1', personal: encrypted, windowOverride: override };
  const [asked] = await showEvents(deps, [event('ord_1', 'OrderReturnRequested.v2', data)]);
  const reason = 'It hums in B flat';
  t.deepEqual(asked?.data, {
    ...{ returnId: 'ret_1', reason },
    windowOverride: { until: '2026-12-22', by: 'ann', reason },
  });
  const [hidden] = await showEvents(deps, [event('ord_2', 'OrderReturnRequested.v2', data)]);
  t.deepEqual(hidden?.data, {
    returnId: 'ret_1',
    windowOverride: { until: '2026-12-22', by: 'ann' },
  });
});

test('showEvents() leaves out a note that cannot be decrypted, and shows the event', async (t) => {
  const moved = { returnId: 'ret_1', personal: encrypted };
  const shown = await showEvents(deps, [
    event('ord_2', 'OrderReturnRequested.v2', moved),
    event('ord_1', 'OrderReturnRequested.v2', { ...moved, personal: 'v1.a.b' }),
    event('ord_1', 'OrderReturnRequested.v2', { returnId: 'ret_1' }),
  ]);
  for (const { data } of shown) t.deepEqual(data, { returnId: 'ret_1' });
});

test('showEvents() shows a note in clear text as it is', async (t) => {
  const requested = event('ord_1', 'OrderReturnRequested.v1', { reason: 'too small' });
  t.deepEqual(await showEvents(deps, [requested]), [requested]);
});
