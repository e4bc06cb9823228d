import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { BlockList } from 'node:net';
import gateway from '@commerce/gateway/app';
import { createRequestCounter } from '@commerce/gateway/rate-limits/count-requests';
import type { RequestLimits } from '@commerce/gateway/rate-limits/request-limits';
import { openStreamedAnswers } from 'dapr-actor-runtime/http';
import { openRedis } from 'dapr-actor-runtime/idempotency';
import { openRateLimits } from 'dapr-actor-runtime/rate-limits';
import { createSidecar } from 'dapr-actor-runtime/sidecar';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { openVerifier } from 'dapr-actor-runtime/access';
import { AUDIENCE, exampleKey, exampleToken, ISSUER } from '@commerce/testing/token-issuer';
import { startApp } from '@commerce/testing/app-under-test';
import { waitUntil } from '@commerce/testing/wait-until';

const MANY = 1_000_000;
export const NO_LIMITS: RequestLimits = {
  'sign-in': { address: MANY },
  webhook: { address: MANY },
  write: { address: MANY, user: MANY, client: MANY },
  read: { address: MANY, user: MANY, client: MANY },
};

export interface GatewaySettings {
  limits?: RequestLimits;
  corsOrigins?: readonly string[];
  trustedProxies?: BlockList;
  redisUrl: string;
  /** The HTTP API of the sidecar that requests go to. */
  sidecarPort: number;
  daprApiToken?: string;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** The gateway in this process, with its own token issuer. */
export async function startGateway(settings: GatewaySettings) {
  const { limits = NO_LIMITS, corsOrigins = [], trustedProxies } = settings;
  const { redisUrl, sidecarPort, daprApiToken } = settings;
  const log = createLogger({ service: 'gateway-test', level: 'silent' });
  const redis = openRedis(redisUrl, log);
  const sidecar = createSidecar({ port: sidecarPort, apiToken: daprApiToken ?? 'any' });
  const key = exampleKey('key-1');
  const jwks = async () => ({ keys: [key.jwk] });
  const rateLimits = openRateLimits({ redis, log });
  const deps = {
    sidecar,
    streamedAnswers: openStreamedAnswers({ max: 10 }),
    counter: createRequestCounter(rateLimits, limits),
    corsOrigins,
    trustedProxies,
  };
  const app = await startApp(gateway, deps, {
    sidecar,
    verifier: openVerifier({ issuer: ISSUER, audience: AUDIENCE, jwks }),
    audit: { staff: [], write: async () => {}, log },
  });

  /** A request from another loopback address: each address is a separate client. */
  function send(
    method: string,
    path: string,
    { from = '127.0.0.1', headers = {}, body = '' }: SendOptions = {},
  ): Promise<WireAnswer> {
    const sent = request({
      ...{ host: '127.0.0.1', port: app.port, localAddress: from, agent: false },
      ...{ method, path },
      headers: { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    sent.end(body);
    return answerTo(sent);
  }

  return {
    port: app.port,
    send,
    /** The headers of a caller with a valid token; a customer unless the claims say otherwise. */
    bearer: (claims: Record<string, unknown> = {}) => ({
      authorization: `Bearer ${exampleToken(key, claims)}`,
    }),
    /** Waits until Redis is connected: before that, nothing is counted. */
    untilCounting: () =>
      waitUntil(() => redis.status === 'ready', { timeoutMs: 10_000, what: 'redis is connected' }),
    async stop() {
      await app.stop();
      redis.disconnect();
      await sidecar.close();
    },
  };
}

interface SendOptions {
  from?: string;
  headers?: Record<string, string>;
  body?: string;
}

async function answerTo(sent: ReturnType<typeof request>): Promise<WireAnswer> {
  const [answer] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  const headers = answer.headers as Record<string, string | undefined>;
  return { status: answer.statusCode ?? 0, headers, body: Buffer.concat(pieces) };
}

/** A sidecar that records requests and answers as configured. */
export async function startEcho(answer: (call: EchoCall) => EchoAnswer | Promise<EchoAnswer>) {
  const calls: EchoCall[] = [];
  const server: Server = createServer(async (req, res) => {
    const headers = req.headers as Record<string, string | undefined>;
    const call = {
      method: req.method ?? '',
      path: req.url ?? '',
      headers,
      gone: once(res, 'close'),
    };
    calls.push(call);
    const { status = 200, headers: answered = {}, body = '{}' } = await answer(call);
    res.writeHead(status, { 'content-type': 'application/json', ...answered }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as { port: number }).port,
    calls,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface EchoCall {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  /** Resolves when the caller has closed the connection or has its answer. */
  gone: Promise<unknown>;
}

export interface EchoAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}
