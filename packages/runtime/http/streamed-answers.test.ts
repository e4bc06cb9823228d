import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import test from 'ava';
import { createLogger } from '../telemetry/index.ts';
import { buildHttpApp, httpProblem, listen, openStreamedAnswers, routes } from './index.ts';

const MAX = 2;
const SLOW_READER_MS = 200;
const log = createLogger({ service: 'streamed-answers-test', level: 'silent' });

/** A server whose answers never end by themselves, with what it knows of them. */
async function startServer() {
  const streamedAnswers = openStreamedAnswers({ max: MAX, slowReaderMs: SLOW_READER_MS });
  const ended: AbortSignal[] = [];
  let asked = 0;
  async function* pieces(signal: AbortSignal, size: number) {
    yield 'first ';
    while (!signal.aborted) {
      asked += 1;
      yield '.'.repeat(size);
      if (size < 1_000) await once(signal, 'abort').catch(() => {});
    }
  }
  const middleware = routes([
    {
      method: 'GET',
      path: '/stream/:size',
      handle: (ctx, { size }) =>
        streamedAnswers.answer(ctx, async (signal) => {
          ended.push(signal);
          if (size === 'none') throw httpProblem('not-found', 'There is none.');
          ctx.status = 200;
          ctx.set('content-type', 'text/plain');
          return pieces(signal, Number(size));
        }),
    },
  ]);
  const app = buildHttpApp({ log, ready: async () => undefined, middleware });
  const server = await listen(app, 0);
  const open = async (size: number | string, method = 'GET'): Promise<IncomingMessage> => {
    const call = request({ port: server.port, path: `/stream/${size}`, method });
    call.end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    return answer;
  };
  const close = () => server.close(0);
  return { streamedAnswers, ended, open, close, asked: () => asked };
}

const firstPiece = async (answer: IncomingMessage) => String((await once(answer, 'data'))[0]);

test('a piece arrives as soon as it is made', async (t) => {
  const server = await startServer();
  const answer = await server.open(1);
  t.is(answer.statusCode, 200);
  t.regex(await firstPiece(answer), /^first /);
  answer.destroy();
  await server.close();
});

test('a client that goes is seen, and makes room', async (t) => {
  const server = await startServer();
  const open = [await server.open(1), await server.open(1)];
  const refused = await server.open(1);
  t.is(refused.statusCode, 503);
  t.is(refused.headers['retry-after'], '5');
  t.regex(String(refused.headers['content-type']), /problem\+json/);
  const gone = once(server.ended[0] as AbortSignal, 'abort');
  open[0]?.destroy();
  await gone;
  const again = await server.open(1);
  t.is(again.statusCode, 200);
  again.destroy();
  open[1]?.destroy();
  await server.close();
});

test('an app that stops ends its streams whole and takes no more', async (t) => {
  const server = await startServer();
  const answer = await server.open(1);
  await firstPiece(answer);
  const end = once(answer, 'end');
  answer.resume();
  await server.streamedAnswers.close();
  await end;
  t.true(answer.complete, 'the answer ended, it was not cut');
  t.is((await server.open(1)).statusCode, 503);
  await server.close();
});

test('a reader that takes nothing is asked for nothing and cut off', async (t) => {
  const server = await startServer();
  const answer = await server.open(1_000_000);
  answer.pause();
  answer.on('error', () => {});
  await once(server.ended[0] as AbortSignal, 'abort');
  const asked = server.asked();
  t.true(asked < 50, `${asked} MB were made for a reader that took nothing`);
  const closed = new Promise((resolve) => answer.once('close', resolve));
  answer.resume();
  await closed;
  t.false(answer.complete);
  await server.close();
});

test('a problem before the first piece is answered like any other, and leaves its room', async (t) => {
  const server = await startServer();
  for (let n = 0; n <= MAX; n++) t.is((await server.open('none')).statusCode, 404);
  await server.close();
});

test('who asks for the headers only gets no stream', async (t) => {
  const server = await startServer();
  for (let n = 0; n <= MAX; n++) t.is((await server.open(1, 'HEAD')).statusCode, 200);
  await server.close();
});
