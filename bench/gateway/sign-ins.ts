import { openClient } from '@commerce/client';
import { type DemoAccount, demoAccounts, type Stack } from '@commerce/local-stack';
import pg from 'pg';
import { type LoopResult, runClosedLoop } from '../load/closed-loop.ts';
import { runOpenLoop } from '../load/open-loop.ts';
import { percentilesOf } from '../load/statistics.ts';
import { costOfRequests, describeRequests, REQUEST_COLUMNS } from '../request-cost.ts';

/**
 * More than the hashing cores, but few enough that no account's concurrent sign-ins are throttled.
 */
const CLIENTS = 8;
const MEASURED_SECONDS = 10;
const WARM_UP_SIGN_INS = 20;
const OTHERS = { perSecond: 20, seconds: MEASURED_SECONDS };

/**
 * Sign-ins with correct passwords, as many as password hashing allows, and the latency of another
 * route of identity in the meantime.
 */
export async function measureSignIns(
  stack: Stack,
  { restingCpuMs }: { restingCpuMs: number },
): Promise<void> {
  const call = openClient(stack.gatewayUrl);
  // The reader does not sign in again: an account with too many sessions loses the oldest.
  const [reader, ...accounts] = demoAccounts(stack.coordinates.secrets);
  const signIn = async (account: DemoAccount | undefined): Promise<string> => {
    const { email = '', password = '' } = account ?? {};
    const answer = await call('signIn', { body: { email, password } });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.code}`);
    return answer.body.accessToken;
  };
  const token = await signIn(reader);
  const own = openClient(stack.gatewayUrl, { token: async () => token });
  const readMe = async () => {
    const { ok, status } = await own('getMe', {});
    if (!ok) throw new Error(`GET /me: ${status}`);
  };
  const signIns = (end: { calls: number } | { seconds: number }) =>
    runClosedLoop(
      { clients: CLIENTS, end },
      async (n) => void (await signIn(accounts[n % accounts.length])),
    );

  await signIns({ calls: WARM_UP_SIGN_INS });
  console.log(`\nsign-ins, argon2id ${await costOfHashes(stack)}, ${CLIENTS} clients`);
  console.log(REQUEST_COLUMNS);
  const seconds = MEASURED_SECONDS;
  const alone = await costOfRequests(stack, { restingCpuMs }, () => signIns({ seconds }));
  console.log(describeRequests('POST /sessions', alone));
  const quiet = await runOpenLoop(OTHERS, readMe);
  const [busy] = await Promise.all([runOpenLoop(OTHERS, readMe), signIns({ seconds })]);
  const rate = `GET /me at ${OTHERS.perSecond}/s`;
  console.log(`${rate}, without sign-ins: ${timesOf(quiet)}`);
  console.log(`${rate}, while ${CLIENTS} clients sign in: ${timesOf(busy)}`);
}

function timesOf({ latenciesMs }: LoopResult): string {
  const { p50, p99 } = percentilesOf(latenciesMs);
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}

/** The cost as written in a hash: memory in KiB, passes, lanes. */
async function costOfHashes(stack: Stack): Promise<string> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('identity') });
  await client.connect();
  try {
    const { rows } = await client.query<{ cost: string }>(
      `SELECT split_part(password_hash, '$', 4) AS cost FROM accounts
       WHERE password_hash IS NOT NULL LIMIT 1`,
    );
    return rows[0]?.cost ?? 'unknown';
  } finally {
    await client.end();
  }
}
