import { createServer, type RequestListener, type Server } from 'node:http';
import { answerBrokenRequest, answerExpectation } from './broken-requests.ts';

/** Longest time a client may take to send its headers and body, ms. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** Interval of the check for requests that have timed out, ms. */
const SLOW_CHECK_MS = 2_000;
/** Longer than a sidecar's idle time for its connections, so that the sidecar closes first. */
const KEEP_ALIVE_TIMEOUT_MS = 95_000;
const LOOPBACK = '127.0.0.1';
const MAX_HEADER_BYTES = 16 * 1024;
/** Connections of an app; each costs some memory before it has sent anything. */
const MAX_CONNECTIONS = 4_096;
/** Interval at which a closing server looks for idle connections, ms. */
const IDLE_CHECK_MS = 20;

/** A running HTTP server. */
export interface Listening {
  port: number;
  address: string;
  /** Accepts no new requests, waits graceMs for running ones, then closes their connections. */
  close: (graceMs: number) => Promise<void>;
}

/**
 * Starts an HTTP server for a Koa app or any other request listener. Port 0 means any free port; the
 * default address is loopback. Rejects if the port is in use.
 */
export async function listen(
  app: RequestListener | { callback: () => RequestListener },
  port: number,
  address = LOOPBACK,
): Promise<Listening> {
  const server: Server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: SLOW_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      noDelay: true,
      // refuseMalformed answers this with a problem.
      requireHostHeader: false,
    },
    typeof app === 'function' ? app : app.callback(),
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', answerBrokenRequest);
  server.on('checkExpectation', answerExpectation);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const bound = server.address() as { port: number; address: string };
  return {
    port: bound.port,
    address: bound.address,
    close: (graceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        // A keep-alive connection would stay open after its last request.
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(idle);
          resolve();
        });
      }),
  };
}
