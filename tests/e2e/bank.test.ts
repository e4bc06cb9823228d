import { jsonClient } from '@commerce/testing/json-client';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import pg from 'pg';
import { type ExampleStack, startExample } from './example-stack.ts';

const ACCOUNTS = 8;
const DEPOSIT = 100_000;
const TRANSFERS = 120;
/** Longest time until a request is answered, with restarts of the app and its sidecar, ms. */
const REQUEST_LIMIT_MS = 60_000;
/** Longest time until all transfers have ended, ms. */
const TRANSFERS_LIMIT_MS = 120_000;
/** Longest time until the statement has every movement, ms. */
const STATEMENT_LIMIT_MS = 90_000;

interface Moved {
  account: string;
  seq: number;
  cause: string;
  cents: number;
}

let example: ExampleStack;
let database: pg.Pool;
test.before(async () => {
  example = await startExample('bank');
  database = new pg.Pool({ connectionString: example.stack.databaseUrl('bank'), max: 2 });
  database.on('error', () => {});
});
test.after.always(async () => {
  await database?.end();
  await example?.stop();
});

/** Repeats a request until it is answered: its effect is the same however often it arrives. */
function send(method: string, path: string, body?: object) {
  const client = jsonClient(example.appUrl);
  return waitUntil(
    async () => {
      const answer = await client(method, path, body === undefined ? {} : { body });
      return answer.status < 500 && answer;
    },
    { timeoutMs: REQUEST_LIMIT_MS, what: `${method} ${path} is answered` },
  );
}

const tell = (account: string, command: object) => send('POST', `/accounts/${account}`, command);

async function ended(id: string): Promise<{ outcome: string }> {
  return waitUntil(
    async () => {
      const { body } = await send('GET', `/transfers/${id}`);
      return body['status'] === 'COMPLETED' && (body['output'] as { outcome: string });
    },
    { timeoutMs: TRANSFERS_LIMIT_MS, what: `the transfer ${id} has ended` },
  );
}

/** Every movement in the streams, as they were committed. */
async function movements(): Promise<Moved[]> {
  const { rows } = await database.query<Moved>(
    `SELECT event->>'stream' AS account, (event->>'seq')::int AS seq,
            event->'data'->>'cause' AS cause, (event->'data'->>'cents')::int AS cents
     FROM (SELECT convert_from(value, 'utf8')::jsonb AS event FROM stream_state
           WHERE key LIKE 'bank||account-%') AS events
     WHERE event->>'type' = 'MoneyMoved.v1' ORDER BY account, seq`,
  );
  return rows;
}

async function statement(): Promise<Moved[]> {
  const { rows } = await database.query<Moved>(
    'SELECT account, seq, cause, cents::int FROM statement ORDER BY account, seq',
  );
  return rows;
}

const sum = (rows: readonly Moved[]) => rows.reduce((total, { cents }) => total + cents, 0);

test.serial(
  'money moves, goes back when an account refuses, and is on the statement',
  async (t) => {
    await tell('ann', { type: 'Open' });
    await tell('bob', { type: 'Open' });
    t.like(await tell('ann', { type: 'Move', cause: 'd-1', cents: 500 }), {
      status: 200,
      body: { ok: true, state: { balance: 500 } },
    });
    t.like(await tell('nobody', { type: 'Move', cause: 'd-1', cents: 500 }), {
      status: 409,
      body: { type: '/problems/not-open' },
    });
    t.is((await tell('ann', { type: 'Move', cause: 'd-2', cents: -500 })).status, 400);
    t.is((await tell('ann', { type: 'Move', cause: 'd-2' })).status, 400);
    t.is((await send('GET', '/transfers/unknown')).status, 404);
    const transfer = { id: 'first', from: 'ann', to: 'bob', cents: 200 };
    t.is((await send('POST', '/transfers', transfer)).status, 202);
    t.deepEqual(await ended('first'), { outcome: 'done' });
    t.is((await send('POST', '/transfers', transfer)).status, 202, 'it may be asked for again');
    t.deepEqual(await ended('first'), { outcome: 'done' });
    await send('POST', '/transfers', { ...transfer, id: 'lost', to: 'nobody' });
    t.like(await ended('lost'), { outcome: 'undone', step: 'credit' });
    await waitUntil(async () => (await send('GET', '/accounts/ann/statement')).body.length === 4, {
      timeoutMs: STATEMENT_LIMIT_MS,
      what: 'the statement has the deposit, both debits and the return',
    });
  },
);

test.serial('no money is lost or created, although app and sidecar are killed', async (t) => {
  const accounts = Array.from({ length: ACCOUNTS }, (_, n) => `account-${n}`);
  for (const account of accounts) {
    await tell(account, { type: 'Open' });
    await tell(account, { type: 'Move', cause: 'deposit', cents: DEPOSIT });
  }
  await tell('closed', { type: 'Open' });
  await tell('closed', { type: 'Close' });
  const targets = [...accounts, 'closed'];
  const transfers = Array.from({ length: TRANSFERS }, (_, n) => ({
    id: `t-${n}`,
    from: accounts[n % ACCOUNTS] as string,
    to: targets[(n * 5 + 1) % targets.length] as string,
    cents: 1 + ((n * 7_919) % 40_000),
  }));
  const endedCount = async () => {
    const all = transfers.map(({ id }) => send('GET', `/transfers/${id}`));
    const answers = await Promise.all(all);
    return answers.filter(({ body }) => body['status'] === 'COMPLETED').length;
  };
  const underWay = (count: number) =>
    waitUntil(async () => (await endedCount()) >= count, {
      timeoutMs: TRANSFERS_LIMIT_MS,
      what: `${count} transfers have ended`,
    });

  const asked = Promise.all(
    transfers.map(async (transfer) => (await send('POST', '/transfers', transfer)).status),
  );
  await underWay(10);
  await example.kill('bank');
  await underWay(40);
  await example.kill('bank-daprd');
  t.deepEqual(new Set(await asked), new Set([202]));

  const outcomes = await Promise.all(transfers.map(({ id }) => ended(id)));
  const moved = await movements();
  for (const [n, { id, from, to, cents }] of transfers.entries()) {
    const own = moved.filter(({ cause }) => cause === id);
    const isDone = outcomes[n]?.outcome === 'done';
    if (!isDone) t.is(outcomes[n]?.outcome, 'undone', id);
    t.is(
      sum(own.filter(({ account }) => account === from && from !== to)),
      isDone ? -cents : 0,
      id,
    );
    t.is(sum(own.filter(({ account }) => account === to && from !== to)), isDone ? cents : 0, id);
  }
  t.true(
    outcomes.some(({ outcome }) => outcome === 'undone'),
    'some went back',
  );
  const ofAccounts = moved.filter(({ account }) => targets.includes(account));
  t.is(sum(ofAccounts), ACCOUNTS * DEPOSIT);
  for (const account of targets) {
    t.true(sum(moved.filter((one) => one.account === account)) >= 0, `${account} owes nothing`);
  }
  await waitUntil(async () => (await statement()).length === moved.length, {
    timeoutMs: STATEMENT_LIMIT_MS,
    what: 'the statement has every movement',
  });
  t.deepEqual(await statement(), moved);
});
