import { appendFile, readFile } from 'node:fs/promises';
import test from 'ava';
import { startProvider, type ProviderProcess } from './provider-process.ts';

const amount = { amountMinor: 1250, currency: 'GBP' };
const VOIDED = { status: 409, body: { status: 'voided' } };

let provider: ProviderProcess;
test.before(async () => {
  provider = await startProvider();
});
test.after.always(() => provider?.remove());

function ask(reference: string, token: string, over: ProviderProcess = provider) {
  return over.authorize({ reference, amount, token }, reference);
}

test('tok_ok authorizes', async (t) => {
  const { status, body } = await ask('ok', 'tok_ok');
  t.is(status, 201);
  t.like(body, { status: 'authorized' });
  t.like(await provider.authorizationsOf('ok'), [{ status: 'authorized', amount }]);
});

test('tok_decline and an unknown token decline with their reasons', async (t) => {
  t.deepEqual(await ask('declined', 'tok_decline'), {
    status: 402,
    body: { status: 'declined', reason: 'insufficient-funds' },
  });
  t.deepEqual(await ask('unknown', 'tok_other'), {
    status: 402,
    body: { status: 'declined', reason: 'unknown-token' },
  });
});

test('a share of authorizations is declined, evenly, whatever their token, until it is set to none', async (t) => {
  const own = await startProvider();
  t.teardown(() => own.remove());
  const statuses = async (label: string) => {
    const all: number[] = [];
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) {
      all.push((await ask(`${label}-${n}`, 'tok_ok', own)).status);
    }
    return all;
  };
  await own.byHand({ do: 'decline', percent: 25 });
  t.deepEqual(await statuses('some'), [201, 201, 201, 402, 201, 201, 201, 402]);
  t.is((await ask('some-3', 'tok_ok', own)).status, 402);
  await own.byHand({ do: 'decline', percent: 0 });
  t.deepEqual(
    await statuses('none'),
    Array.from({ length: 8 }, () => 201),
  );
  t.is((await own.byHand({ do: 'decline', percent: 101 })).status, 400);
});

test('tok_error answers 500 every time and authorizes nothing', async (t) => {
  t.is((await ask('error', 'tok_error')).status, 500);
  t.is((await ask('error', 'tok_error')).status, 500);
  t.deepEqual(await provider.authorizationsOf('error'), []);
});

test('tok_lost_reply authorizes, loses the answer, and a repeat of the key gets it', async (t) => {
  await t.throwsAsync(ask('lost', 'tok_lost_reply'));
  const [authorization] = await provider.authorizationsOf('lost');
  t.like(authorization, { status: 'authorized' });
  t.like(await ask('lost', 'tok_lost_reply'), {
    status: 201,
    body: { id: authorization?.id, status: 'authorized' },
  });
});

test('the same key gets the same result, also while the first request is running', async (t) => {
  const first = ask('slow', 'tok_slow');
  await provider.untilPending('slow');
  const second = ask('slow', 'tok_slow');
  const answer = await first;
  t.is(answer.status, 201);
  t.deepEqual(await second, answer);
  t.deepEqual(await ask('slow', 'tok_slow'), answer);
  t.is((await provider.authorizationsOf('slow')).length, 1);
});

test('the same key with another amount is refused', async (t) => {
  await ask('reused', 'tok_ok');
  const other = { reference: 'reused', amount: { ...amount, amountMinor: 1 }, token: 'tok_ok' };
  t.is((await provider.authorize(other, 'reused')).status, 422);
});

test('a void before the authorization prevents it, under any key', async (t) => {
  t.deepEqual(await provider.voidReference('early'), { status: 200, body: { status: 'voided' } });
  t.deepEqual(await ask('early', 'tok_ok'), VOIDED);
  const again = { reference: 'early', amount, token: 'tok_ok' };
  t.deepEqual(await provider.authorize(again, 'another-key'), VOIDED);
  t.deepEqual(await provider.authorizationsOf('early'), []);
  t.true((await provider.book()).some((e) => e.reference === 'early' && e.status === 'voided'));
});

test('a void during the authorization wins', async (t) => {
  const running = ask('during', 'tok_slow');
  await provider.untilPending('during');
  t.is((await provider.voidReference('during')).status, 200);
  t.deepEqual(await running, VOIDED);
  t.deepEqual(await provider.authorizationsOf('during'), []);
});

test('a void after the authorization releases it, and a repeat changes nothing', async (t) => {
  await ask('late', 'tok_ok');
  t.is((await provider.voidReference('late')).status, 200);
  t.is((await provider.voidReference('late')).status, 200);
  t.like(await provider.authorizationsOf('late'), [{ status: 'voided' }]);
  t.deepEqual(await ask('late', 'tok_ok'), VOIDED);
});

test('an invalid request is answered 400 and decides nothing', async (t) => {
  const { status } = await provider.authorize({ reference: 'bad', token: 'tok_ok' }, 'bad');
  t.is(status, 400);
  t.deepEqual(await provider.authorizationsOf('bad'), []);
});

test('the records survive a stop, a kill and an incomplete last line', async (t) => {
  const own = await startProvider();
  t.teardown(own.remove);
  const kept = await ask('kept', 'tok_ok', own);
  await own.voidReference('tombstone');
  await own.stop('SIGTERM');
  await own.start();
  t.deepEqual(await ask('kept', 'tok_ok', own), kept);
  const killed = await ask('killed', 'tok_ok', own);
  await own.stop('SIGKILL');
  await appendFile(own.bookPath, '{"type":"decided","key":"to');
  await own.start();
  t.deepEqual(await ask('killed', 'tok_ok', own), killed);
  t.deepEqual(await ask('tombstone', 'tok_ok', own), VOIDED);
  t.is((await ask('after', 'tok_ok', own)).status, 201);
  const lines = (await readFile(own.bookPath, 'utf8')).trimEnd().split('\n');
  t.deepEqual(
    lines.map((line) => (JSON.parse(line) as { reference: string }).reference),
    ['kept', 'tombstone', 'killed', 'after'],
  );
});

function part(reference: string, operationId: string, amountMinor: number) {
  return { reference, operationId, amount: { amountMinor, currency: 'GBP' } };
}

test('captures stay within the authorization, refunds within the captures', async (t) => {
  await ask('parts', 'tok_ok');
  t.is((await provider.capture(part('parts', 's1', 1000), 'p1')).status, 201);
  t.deepEqual(await provider.capture(part('parts', 's2', 251), 'p2'), {
    status: 402,
    body: { status: 'refused', reason: 'exceeds-authorized' },
  });
  t.is((await provider.refund(part('parts', 'r1', 600), 'p3')).status, 201);
  t.deepEqual(await provider.refund(part('parts', 'r2', 401), 'p4'), {
    status: 402,
    body: { status: 'refused', reason: 'exceeds-captured' },
  });
  await provider.voidReference('parts');
  t.deepEqual(await provider.capture(part('parts', 's3', 1), 'p5'), {
    status: 402,
    body: { status: 'refused', reason: 'voided' },
  });
  t.is((await provider.refund(part('parts', 'r3', 400), 'p6')).status, 201);
});

test('the key of a capture is decided once, for one content', async (t) => {
  await ask('once', 'tok_ok');
  const first = await provider.capture(part('once', 's1', 1000), 'once-1');
  t.deepEqual(await provider.capture(part('once', 's1', 1000), 'once-1'), first);
  t.is((await provider.capture(part('once', 's1', 999), 'once-1')).status, 422);
  t.is((await provider.refund(part('once', 's1', 1000), 'once-1')).status, 422);
  t.is((await provider.capture(part('nothing', 's1', 1), 'once-2')).status, 402);
  t.is((await provider.capture(part('once', 's2', 0), 'once-3')).status, 400);
});

test('tok_timeout_after_capture captures, loses the answer, and answers the repeat', async (t) => {
  await ask('capture-lost', 'tok_timeout_after_capture');
  const request = part('capture-lost', 's1', 1000);
  await t.throwsAsync(provider.capture(request, 'lost-1'));
  t.is((await provider.capture(request, 'lost-1')).status, 201);
  const [entry] = await provider.authorizationsOf('capture-lost');
  t.like(entry?.moves, [{ status: 'done' }]);
  t.is(entry?.moves.length, 1);
});

test('tok_refund_fails refuses the first partial refund only', async (t) => {
  await ask('refund-fails', 'tok_refund_fails');
  await provider.capture(part('refund-fails', 's1', 1000), 'fails-1');
  t.is((await provider.refund(part('refund-fails', 'r1', 400), 'fails-2')).status, 402);
  t.is((await provider.refund(part('refund-fails', 'r1', 400), 'fails-2')).status, 402);
  t.is((await provider.refund(part('refund-fails', 'r1', 400), 'fails-3')).status, 201);
});

test('the records are read in pages, and captures survive a kill', async (t) => {
  const own = await startProvider();
  t.teardown(own.remove);
  for (const reference of ['a', 'b', 'c']) await ask(reference, 'tok_ok', own);
  await own.capture(part('b', 's1', 1000), 'b-1');
  await own.stop('SIGKILL');
  await own.start();
  const page = async (query: string) => {
    const answer = await fetch(`${own.url}/book?${query}`);
    type Page = { entries: { reference: string; moves: object[] }[]; nextCursor?: string };
    return (await answer.json()) as Page;
  };
  const first = await page('limit=2');
  t.deepEqual(
    first.entries.map(({ reference, moves }) => [reference, moves.length]),
    [
      ['a', 0],
      ['b', 1],
    ],
  );
  const rest = await page(`limit=2&cursor=${first.nextCursor}`);
  t.deepEqual(
    rest.entries.map(({ reference }) => reference),
    ['c'],
  );
  t.is(rest.nextCursor, undefined);
  t.deepEqual((await page('limit=2&since=9999-01-01')).entries, []);
});

test('tok_shaky goes wrong in the order of its seed, and does everything once in the end', async (t) => {
  async function tried(reference: string): Promise<string[]> {
    const outcomes: string[] = [];
    for (let n = 0; n < 9; n++) {
      const { status } = await ask(reference, 'tok_shaky_3').catch(() => ({ status: 'no answer' }));
      outcomes.push(String(status));
    }
    return outcomes;
  }
  const outcomes = await tried('shaky-1');
  t.deepEqual(await tried('shaky-2'), outcomes);
  t.true(outcomes.includes('201'), outcomes.join());
  t.true(
    outcomes.some((one) => one !== '201'),
    outcomes.join(),
  );
  t.is((await provider.authorizationsOf('shaky-1')).length, 1);
});
