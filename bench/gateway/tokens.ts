import { openClient } from '@commerce/client';
import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import type { Stack } from '@commerce/local-stack';
import { openVerifier } from 'dapr-actor-runtime/access';
import { type ClosedLoopEnd, runClosedLoop } from '../load/closed-loop.ts';
import { costOfRequests, describeRequests, REQUEST_COLUMNS } from '../request-cost.ts';
import { openOrderReader } from './order-reads.ts';

const TOKENS = 1_000;
/** Fewer than the concurrent attempts that a client has before throttling. */
const FETCHING_CLIENTS = 4;
const CLIENTS = 32;
const WARM_UP_CALLS = 500;
const MEASURED_SECONDS = 8;
/** How often each token is verified once it is cached. */
const REPEATS = 20;

/**
 * Reads of orders through the gateway with tokens that the gateway and the order app verify: one
 * token, many new ones, and the same ones again; then the verification alone.
 */
export async function measureTokens(
  stack: Stack,
  { orderIds, restingCpuMs }: { orderIds: string[]; restingCpuMs: number },
): Promise<void> {
  const tokens = await fetchTokens(stack, TOKENS + 1);
  const [own = '', ...others] = tokens;
  const endpoint = { url: stack.gatewayUrl, path: '/orders', headers: {} };
  const reader = openOrderReader(endpoint, orderIds, CLIENTS);
  const loop = (end: ClosedLoopEnd, all: string[]) =>
    runClosedLoop({ clients: CLIENTS, end }, (n) => reader.read(n, all[n % all.length] as string));
  await loop({ calls: WARM_UP_CALLS }, [own]);
  const title = `verified reads of orders, ${CLIENTS} clients in a closed loop`;
  console.log(`\n${title}\n${REQUEST_COLUMNS}`);
  const report = async (what: string, end: ClosedLoopEnd, all: string[]) => {
    const cost = await costOfRequests(stack, { restingCpuMs }, () => loop(end, all));
    console.log(describeRequests(what, cost));
  };
  await report('one token', { seconds: MEASURED_SECONDS }, [own]);
  await report(`${TOKENS} tokens, each used once`, { calls: TOKENS }, others);
  await report(`${TOKENS} tokens, all seen before`, { seconds: MEASURED_SECONDS }, others);
  await reader.close();
  await reportVerification(stack, others);
}

async function fetchTokens({ gatewayUrl, serviceClients }: Stack, count: number) {
  const call = openClient(gatewayUrl);
  const { id, secret } = serviceClients.loadTester;
  const body = { grant_type: 'client_credentials', client_id: id, client_secret: secret } as const;
  const tokens: string[] = [];
  const fetching = { clients: FETCHING_CLIENTS, end: { calls: count } };
  const { calls, seconds } = await runClosedLoop(fetching, async () => {
    const answer = await call('exchangeToken', { body });
    if (!answer.ok || answer.status !== 200) throw new Error(`no token: ${answer.status}`);
    tokens.push(answer.body.access_token);
  });
  const rate = (calls / seconds).toFixed(0);
  console.log(
    `\n${calls} tokens issued to a service client, ${rate}/s, ${FETCHING_CLIENTS} clients`,
  );
  return tokens;
}

async function reportVerification({ gatewayUrl }: Stack, tokens: string[]): Promise<void> {
  const options = {
    issuer: gatewayUrl,
    audience: TOKEN_AUDIENCE,
    jwks: `${gatewayUrl}/.well-known/jwks.json`,
  };
  // CPU, not time, so that other processes of the machine do not matter.
  const verifyAll = async ({ verify }: ReturnType<typeof openVerifier>) => {
    const before = process.cpuUsage();
    for (const token of tokens) await verify(token);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / tokens.length;
  };
  await verifyAll(openVerifier(options)); // warms up the compiled code
  const verifier = openVerifier(options);
  await verifier.verify(tokens[0] ?? ''); // loads the keys
  const firstUs = await verifyAll(verifier);
  let seenUs = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) seenUs += (await verifyAll(verifier)) / REPEATS;
  console.log(
    `CPU of a verification alone: ${firstUs.toFixed(0)} µs for a new token, ` +
      `${seenUs.toFixed(1)} µs for a cached one`,
  );
}
