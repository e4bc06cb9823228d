import { connect, type Socket } from 'node:net';

/** Longest time until the gateway ends a connection: above its own limit for a request, ms. */
const CLOSE_TIMEOUT_MS = 45_000;

/** After such a request the gateway closes the connection: it says so, or names no version of HTTP. */
const ENDS_CONNECTION = /^connection: close|^\w+ \S+\r\n/im;

/** Raw access to the gateway, without a client that would normalize the bytes. */
export function openWire(gatewayUrl: string) {
  const { hostname: host, port } = new URL(gatewayUrl);

  return {
    /**
     * Sends raw bytes; returns everything received until the connection was closed. It half-closes
     * the connection unless the gateway closes it: to a half-closed connection the gateway only sends
     * what it can answer at once, without asking Redis or an app.
     */
    wire(text: string, { end = !ENDS_CONNECTION.test(text) } = {}): Promise<string> {
      return new Promise((resolve, reject) => {
        const socket = connect({ host, port: Number(port) });
        let received = '';
        socket.setTimeout(CLOSE_TIMEOUT_MS, () => {
          socket.destroy();
          reject(new Error(`the connection stays open after: ${received}`));
        });
        socket.on('data', (piece) => (received += piece.toString('latin1')));
        // A gateway that has answered may cut off the rest.
        socket.on('error', () => resolve(received));
        socket.on('close', () => resolve(received));
        socket.on('connect', () => (end ? socket.end(text) : socket.write(text)));
      });
    },

    /** A connection that the test itself closes. */
    open: (): Socket => connect({ host, port: Number(port) }).on('error', () => {}),
  };
}

export const statusesIn = (received: string) =>
  [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
