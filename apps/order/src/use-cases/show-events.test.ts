import { createLogger } from '@commerce/runtime/telemetry';
import type { StreamEvent } from '@commerce/runtime/streams';
import { openDatabase } from '@commerce/runtime/postgres';
import test from 'ava';
import { openPersonalData } from '../personal/personal-data.ts';
import { sealedWithSharedKey } from '../personal/old-key-examples.ts';
import { shownEvents } from './remarks.ts';

const log = createLogger({ service: 'order-test', level: 'silent' });
const masterKey = 'm'.repeat(48);
/** Only what was sealed with the shared key opens: whoever has other keys is away. */
const personal = openPersonalData({
  masterKey,
  clientSecret: 'none',
  sidecar: { invoke: () => Promise.reject(new Error('identity is away')) },
  database: openDatabase('postgres://127.0.0.1:1/none', { max: 1 }),
});
const sealed = sealedWithSharedKey(masterKey, 'It hums in B flat', 'orders/ord_1/remarks');

function event(stream: string, type: string, data: object): StreamEvent {
  const at = '2026-11-22T10:00:00.000Z';
  return { id: `${stream}:9`, stream, seq: 9, type, at, correlationId: 'cor', data };
}
const show = shownEvents({ personal, log }, async (orderId) =>
  orderId === 'ord_1' ? { orderId } : { orderId, customerId: 'cus_1' },
);

test('readers see what people wrote, under the name that it always had', async (t) => {
  const [asked, repaired] = await show([
    event('ord_1', 'OrderReturnRequested.v2', { returnId: 'ret_1', personal: sealed }),
    event('ord_1', 'OrderRepairStarted.v1', { repairId: 'rep_1', personal: sealed }),
  ]);
  t.deepEqual(asked?.data, { returnId: 'ret_1', reason: 'It hums in B flat' });
  t.deepEqual(repaired?.data, { repairId: 'rep_1', note: 'It hums in B flat' });
});

test('what does not open is left out, and the history still reads', async (t) => {
  const moved = { returnId: 'ret_1', personal: sealed };
  const shown = await show([
    event('ord_2', 'OrderReturnRequested.v2', moved),
    event('ord_1', 'OrderReturnRequested.v2', { ...moved, personal: 'v1.a.b' }),
    event('ord_1', 'OrderReturnRequested.v2', { returnId: 'ret_1' }),
  ]);
  for (const { data } of shown) t.deepEqual(data, { returnId: 'ret_1' });
});

test('what was once written in clear reads as it was', async (t) => {
  const asked = event('ord_1', 'OrderReturnRequested.v1', { reason: 'too small' });
  t.deepEqual(await show([asked]), [asked]);
});
