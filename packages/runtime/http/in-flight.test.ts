import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import test from 'ava';
import Koa, { type Context } from 'koa';
import { listen, Problem } from '../server/index.ts';
import { answerProblem, readBytes } from './index.ts';
import { limitInFlight } from './in-flight.ts';

const MIB = 1024 * 1024;

/** An app with low limits, whose requests wait until they are released. */
async function startSmallApp(limits: { maxRequests?: number; maxBytes?: number }) {
  const waiting: (() => void)[] = [];
  let entered = 0;
  const app = new Koa();
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (error instanceof Problem) return answerProblem(ctx, error);
      ctx.status = 500;
    }
  });
  app.use(limitInFlight(limits));
  app.use(async (ctx: Context) => {
    entered += 1;
    await readBytes(ctx);
    if (ctx.path === '/wait') await new Promise<void>((resolve) => waiting.push(resolve));
    ctx.body = 'done';
  });
  const server = await listen(app, 0);
  return {
    port: server.port,
    entered: () => entered,
    waiting,
    release: () => waiting.splice(0).forEach((resolve) => resolve()),
    stop: () => server.close(0),
    send: (path: string, { headers = {}, body = '' }: { headers?: object; body?: string } = {}) =>
      new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
        (resolve, reject) => {
          const sent = request(
            {
              ...{ port: server.port, host: '127.0.0.1', path, agent: false },
              method: body === '' ? 'GET' : 'POST',
              headers: { 'content-type': 'application/json', ...headers },
            },
            async (answer) => {
              const pieces = await answer.toArray();
              const text = Buffer.concat(pieces as Buffer[]).toString();
              resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
            },
          );
          sent.on('error', reject);
          sent.end(body);
        },
      ),
  };
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setImmediate(resolve));
}

test('requests above the limit are refused at once until others have ended', async (t) => {
  const app = await startSmallApp({ maxRequests: 3 });
  t.teardown(app.stop);
  const held = [app.send('/wait'), app.send('/wait'), app.send('/wait')];
  await until(() => app.waiting.length === 3);
  const refused = await app.send('/now');
  t.is(refused.status, 503);
  t.is(refused.headers['retry-after'], '1');
  t.like(JSON.parse(refused.text), { type: '/problems/overloaded', status: 503 });
  t.is(app.entered(), 3);
  app.release();
  for (const answer of held) t.is((await answer).status, 200);
  t.is((await app.send('/now')).status, 200);
});

test('the request of a client that disconnects no longer counts', async (t) => {
  const app = await startSmallApp({ maxRequests: 1 });
  t.teardown(app.stop);
  const socket = connect({ host: '127.0.0.1', port: app.port });
  await once(socket, 'connect');
  socket.write('GET /wait HTTP/1.1\r\nHost: x\r\n\r\n');
  await until(() => app.waiting.length === 1);
  t.is((await app.send('/now')).status, 503);
  socket.destroy();
  let status = 503;
  while (status === 503) ({ status } = await app.send('/now'));
  t.is(status, 200);
});

test('a turn of an actor is not limited, because its request was admitted before', async (t) => {
  const app = await startSmallApp({ maxRequests: 1 });
  t.teardown(app.stop);
  const held = app.send('/wait');
  await until(() => app.waiting.length === 1);
  t.is((await app.send('/actors/Account/acc_1/method/open')).status, 200);
  app.release();
  await held;
});

test('the sum of all bodies is limited; an unknown length counts as the largest', async (t) => {
  const app = await startSmallApp({ maxBytes: 2 * MIB });
  t.teardown(app.stop);
  const body = JSON.stringify('x'.repeat(MIB / 2));
  const held = [1, 2, 3].map(() => app.send('/wait', { body }));
  await until(() => app.waiting.length === 3);
  const large = await app.send('/now', { body });
  t.is(large.status, 503);
  t.is(large.headers['connection'], 'close');
  t.is(
    (await app.send('/now', { body: '{}', headers: { 'transfer-encoding': 'chunked' } })).status,
    503,
  );
  t.is((await app.send('/now', { body: '{}' })).status, 200);
  app.release();
  for (const answer of held) t.is((await answer).status, 200);
});

for (const length of ['4294967297', '9007199254740993', '99999999999999']) {
  test(`an announced length of ${length} does not block later requests`, async (t) => {
    const app = await startSmallApp({ maxBytes: MIB });
    t.teardown(app.stop);
    const socket = connect({ host: '127.0.0.1', port: app.port });
    t.teardown(() => socket.destroy());
    const head = `POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;
    let received = '';
    socket.on('data', (piece) => (received += piece.toString()));
    socket.write(`${head.replace('Host', 'Content-Type: application/json\r\nHost')}{`);
    await until(() => received.includes('\r\n\r\n'));
    t.regex(received, /^HTTP\/1\.1 (?:413|400)/);
    await until(() => socket.readableEnded || socket.destroyed);
    t.is((await app.send('/now', { body: '{}' })).status, 200);
  });
}
