import test from 'ava';
import { createLogger } from '../telemetry/index.ts';
import { listen } from '../server/index.ts';
import { buildHttpApp, routes } from './index.ts';

const app = buildHttpApp({
  log: createLogger({ service: 'correlation-test', level: 'silent' }),
  ready: async () => undefined,
  middleware: routes([
    {
      method: 'GET',
      path: '/things',
      async handle(ctx) {
        ctx.body = {};
      },
    },
    {
      method: 'GET',
      path: '/broken',
      async handle() {
        throw new Error('broken');
      },
    },
  ]),
});
const server = await listen(app, 0);
test.after.always(() => server.close(0));

async function send(method: string, path: string, headers = {}) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers });
  const { correlationId } = (await answer.json()) as { correlationId?: string };
  return { status: answer.status, header: answer.headers.get('x-correlation-id'), correlationId };
}

for (const [method, path, status] of [
  ['GET', '/broken', 500],
  ['GET', '/nothing', 404],
  ['DELETE', '/things', 405],
  ['GET', '/things?unknown=1&long='.padEnd(9_000, 'x'), 414],
] as const) {
  test(`a problem with status ${status} has the correlation id in its header and body`, async (t) => {
    t.deepEqual(await send(method, path, { 'x-correlation-id': 'import:7' }), {
      status,
      header: 'import:7',
      correlationId: 'import:7',
    });
    const own = await send(method, path);
    t.regex(own.header ?? '', /^[0-9a-f]{32}$/);
    t.is(own.correlationId, own.header ?? '');
  });
}

test('any other answer has it in its header', async (t) => {
  const answer = await send('GET', '/things', { 'x-correlation-id': 'import:7' });
  t.deepEqual(answer, { status: 200, header: 'import:7', correlationId: undefined });
});
