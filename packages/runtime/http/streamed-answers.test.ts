import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import test from 'ava';
import { createLogger } from '../telemetry/index.ts';
import { httpProblem, listen } from '../server/index.ts';
import { buildHttpApp, openStreamedAnswers, routes } from './index.ts';

const MAX = 2;
const SLOW_READER_MS = 200;
const log = createLogger({ service: 'streamed-answers-test', level: 'silent' });

/**
 * A server whose answers never end by themselves; it records which ones ended. The header `holder`
 * names a holder of two streams at most, who may use the reserve if the name begins with `staff`.
 */
async function startServer({ max = MAX, reserved = 0 } = {}) {
  const streamedAnswers = openStreamedAnswers({
    ...{ max, reserved, slowReaderMs: SLOW_READER_MS },
  });
  const ended: AbortSignal[] = [];
  let produced = 0;
  async function* chunks(signal: AbortSignal, size: number) {
    yield 'first ';
    while (!signal.aborted) {
      produced += 1;
      yield '.'.repeat(size);
      if (size < 1_000) await once(signal, 'abort').catch(() => {});
    }
  }
  const middleware = routes([
    {
      method: 'GET',
      path: '/stream/:size',
      handle: (ctx, { size }) =>
        streamedAnswers.answer(
          ctx,
          async (signal) => {
            ended.push(signal);
            if (size === 'none') throw httpProblem('not-found', 'There is none.');
            ctx.status = 200;
            ctx.set('content-type', 'text/plain');
            return chunks(signal, Number(size));
          },
          holderOf(ctx.get('holder')),
        ),
    },
  ]);
  const app = buildHttpApp({ log, ready: async () => undefined, middleware });
  const server = await listen(app, 0);
  const open = async (
    size: number | string,
    { method = 'GET', holder = '' } = {},
  ): Promise<IncomingMessage> => {
    const headers = { holder };
    const call = request({ port: server.port, path: `/stream/${size}`, method, headers });
    call.end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    return answer;
  };
  const close = () => server.close(0);
  return { streamedAnswers, ended, open, close, produced: () => produced };
}

function holderOf(name: string) {
  return name === '' ? undefined : { name, max: 2, mayUseReserve: name.startsWith('staff') };
}

const firstChunk = async (answer: IncomingMessage) => String((await once(answer, 'data'))[0]);

test('a chunk arrives as soon as it is produced', async (t) => {
  const server = await startServer();
  const answer = await server.open(1);
  t.is(answer.statusCode, 200);
  t.regex(await firstChunk(answer), /^first /);
  answer.destroy();
  await server.close();
});

test('a client that disconnects is noticed, and another one can connect', async (t) => {
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

test('a holder gets a limited number of streams, and another one still gets some', async (t) => {
  const server = await startServer({ max: 10 });
  const as = async (holder: string) => {
    const answer = await server.open(1, { holder });
    answer.resume();
    return answer.statusCode;
  };
  t.deepEqual([await as('a'), await as('a'), await as('a')], [200, 200, 429]);
  t.deepEqual([await as('b'), await as('b'), await as('b')], [200, 200, 429]);
  await server.streamedAnswers.close();
  await server.close();
});

test('the reserve is left for those who may use it, whoever else has come', async (t) => {
  const server = await startServer({ max: 5, reserved: 2 });
  const as = async (holder: string) => {
    const answer = await server.open(1, { holder });
    answer.resume();
    return answer.statusCode;
  };
  t.is(await as('staff-1'), 200);
  t.deepEqual([await as('a'), await as('b'), await as('c'), await as('d')], [200, 200, 200, 503]);
  t.deepEqual([await as('staff-2'), await as('staff-3')], [200, 503]);
  await server.streamedAnswers.close();
  await server.close();
});

test('an app that stops ends its streams properly and refuses new ones', async (t) => {
  const server = await startServer();
  const answer = await server.open(1);
  await firstChunk(answer);
  const end = once(answer, 'end');
  answer.resume();
  await server.streamedAnswers.close();
  await end;
  t.true(answer.complete, 'the answer ended and was not cut off');
  t.is((await server.open(1)).statusCode, 503);
  await server.close();
});

test('a reader that takes nothing gets no further chunks and is disconnected', async (t) => {
  const server = await startServer();
  const answer = await server.open(1_000_000);
  answer.pause();
  answer.on('error', () => {});
  await once(server.ended[0] as AbortSignal, 'abort');
  const produced = server.produced();
  t.true(produced < 50, `${produced} MB were produced for a reader that took nothing`);
  const closed = new Promise((resolve) => answer.once('close', resolve));
  answer.resume();
  await closed;
  t.false(answer.complete);
  await server.close();
});

test('a problem before the first chunk is answered like any other and opens no stream', async (t) => {
  const server = await startServer();
  for (let n = 0; n <= MAX; n++) t.is((await server.open('none')).statusCode, 404);
  await server.close();
});

test('a HEAD request opens no stream', async (t) => {
  const server = await startServer();
  for (let n = 0; n <= MAX; n++) t.is((await server.open(1, { method: 'HEAD' })).statusCode, 200);
  await server.close();
});
