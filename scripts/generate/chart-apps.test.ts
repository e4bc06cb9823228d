import test from 'ava';
import { actor, defineApp } from 'dapr-actor-runtime/app';
import { optional, text } from 'dapr-actor-runtime/config';
import { chartApps, openSettings } from './chart-apps.ts';

const turn = { operationId: 'readStock', method: 'GET' as const, path: '/stock/:sku' };
const counter = actor({ name: 'Counter' } as never, () => ({}) as never);

const shop = defineApp({
  name: 'shop',
  uses: ['database', 'redis'],
  settings: {
    masterKey: text('SHOP_MASTER_KEY', { what: 'seals', secret: 'random' }),
    formerKey: optional('FORMER_SHOP_MASTER_KEY', { what: 'sealed', secret: 'given' }),
    greeting: text('GREETING', { what: 'what it says', byDefault: 'hello' }),
  },
  streams: { kind: 'sale', topic: 'sales', consumer: 'lists' },
  calls: [{ app: 'store', ...turn }],
  callsActors: true,
  subscriptions: { deliveries: [] },
});
const store = defineApp({ name: 'store', actors: [counter] });
const edge = defineApp({ name: 'edge', edge: true, calls: [{ app: 'shop', ...turn }] });
const derived = chartApps([shop, store, edge]);

test('an app reaches the apps that it calls, and those that host actors', (t) => {
  t.deepEqual(derived['edge']?.calls, ['shop']);
  t.deepEqual(derived['shop']?.calls, ['store']);
});

test('the sidecars of an app that hosts actors reach each other', (t) => {
  t.deepEqual(derived['store']?.calls, ['store']);
});

test('a secret belongs to its app, or is the one that all apps share; only one without need is optional', (t) => {
  const secrets = derived['shop']?.secrets ?? {};
  t.deepEqual(secrets['SHOP_MASTER_KEY'], { of: 'shop', key: 'SHOP_MASTER_KEY', optional: false });
  t.true(secrets['FORMER_SHOP_MASTER_KEY']?.optional);
  t.deepEqual(secrets['DATABASE_URL'], { of: 'shop', key: 'DATABASE_URL', optional: false });
  t.deepEqual(secrets['REDIS_URL'], { of: 'redis', key: 'REDIS_URL', optional: false });
  t.deepEqual(secrets['DAPR_API_TOKEN'], { of: 'dapr-api-token', key: 'token', optional: false });
});

test('an operator sets what is neither secret nor known to the chart', (t) => {
  const names = openSettings(shop).map(({ name }) => name);
  t.true(names.includes('GREETING'));
  for (const name of ['SHOP_MASTER_KEY', 'LISTEN_ADDRESS', 'DAPR_NAMESPACE', 'FAILPOINT_DIR']) {
    t.false(names.includes(name), name);
  }
});

test('what waits for an app is in the topics that it handles and in the inner topic of its outbox', (t) => {
  t.deepEqual(derived['shop']?.backlogs, [
    { stream: 'deliveries', group: 'shop' },
    { stream: '{{ .Release.Namespace }}shopsalesoutbox', group: 'shop' },
  ]);
  t.deepEqual(derived['edge']?.backlogs, []);
});
