import test from 'ava';
import { Type } from 'typebox';
import { integer } from '../config/index.ts';
import type { Operation } from '../openapi/index.ts';
import {
  type AppDeclaration,
  type AppStreams,
  daprApisOf,
  defineApp,
  recordsAudit,
  route,
  verifiesTokens,
} from './index.ts';

const access = {
  issuer: { app: 'issuer', audience: 'shop' },
  audit: { app: 'issuer', path: '/audit', staff: [] },
};
const smallest: AppDeclaration<Record<never, never>, never, object, AppStreams | undefined> = {
  name: 'notes',
  access,
  pubsub: 'pubsub',
  open: () => ({}),
  routes: [],
};
const operation: Operation = {
  operationId: 'getNote',
  method: 'GET',
  path: '/notes/:id',
  summary: 'Reads a note.',
  access: 'public',
  params: Type.Object({ id: Type.String() }),
  answers: { 200: { what: 'the note' } },
  problems: [],
};
const answer = async () => {};
const called = { operationId: 'x', app: 'other', method: 'GET', path: '/x' } as const;

test('an app has the common settings, those of its resources, and its own', (t) => {
  const names = (app: { settings: object }) =>
    Object.values(app.settings).map(({ name }: { name: string }) => name);
  const plain = names(defineApp(smallest));
  t.true(plain.includes('LISTEN_ADDRESS'));
  t.false(plain.includes('DATABASE_URL') || plain.includes('REDIS_URL'));
  const own = integer('NOTES_MAX', { min: 1, max: 9, byDefault: 5, what: 'most notes' });
  const more = names(defineApp({ ...smallest, uses: ['database', 'redis'], settings: { own } }));
  t.true(['DATABASE_URL', 'REDIS_URL', 'NOTES_MAX'].every((name) => more.includes(name)));
});

test('an own setting replaces the common one with the same key', (t) => {
  const port = integer('PUBLIC_PORT', {
    min: 1,
    max: 65_535,
    byDefault: 8080,
    what: 'public port',
  });
  t.is(defineApp({ ...smallest, settings: { port } }).settings['port']?.name, 'PUBLIC_PORT');
});

test('an app gets the Dapr APIs that its declaration needs, and no others', (t) => {
  t.deepEqual(daprApisOf(defineApp(smallest)), []);
  t.deepEqual(daprApisOf(defineApp({ ...smallest, calls: [called] })), ['invoke']);
  t.deepEqual(daprApisOf(defineApp({ ...smallest, callsActors: true })), ['actors']);
  t.deepEqual(daprApisOf(defineApp({ ...smallest, uses: ['database', 'outbox'] })), ['publish']);
  const streams = {
    ...{ store: 'notestreams', table: 'stream_state', kind: 'note' },
    ...{ topic: 'notes', consumer: 'list' },
  };
  t.deepEqual(daprApisOf(defineApp({ ...smallest, uses: ['database', 'redis'], streams })), [
    ...['state', 'publish', 'metadata', 'shutdown'],
  ]);
  t.throws(() => defineApp({ ...smallest, streams }), { message: /need the database and Redis/ });
});

test('tokens are verified and actions recorded if an operation requires it', (t) => {
  const withRoute = (one: Operation) => defineApp({ ...smallest, routes: [route(one, answer)] });
  t.false(verifiesTokens(withRoute(operation)));
  t.false(verifiesTokens(withRoute({ ...operation, access: undefined as never, internal: true })));
  t.true(verifiesTokens(withRoute({ ...operation, access: { roles: ['admin'] } })));
  t.false(recordsAudit(withRoute(operation)));
  t.true(recordsAudit(withRoute({ ...operation, access: { roles: ['admin'] }, audited: true })));
});
