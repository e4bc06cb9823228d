import { connect, type Socket } from 'node:net';

/** Longest that the gateway may take to end a connection: its own limit for a request, and more, ms. */
const CLOSE_TIMEOUT_MS = 45_000;

/** The gateway as bytes go to it, past every client that would put them in order. */
export function openWire(gatewayUrl: string) {
  const { hostname: host, port } = new URL(gatewayUrl);

  return {
    /**
     * Sends bytes as they are; answers all that came until the connection was closed. It says that
     * nothing more will come, unless the gateway was asked to close: to who has said that, it answers
     * only what it can at once.
     */
    wire(text: string, { end = !/^connection: close/im.test(text) } = {}): Promise<string> {
      return new Promise((resolve, reject) => {
        const socket = connect({ host, port: Number(port) });
        let came = '';
        socket.setTimeout(CLOSE_TIMEOUT_MS, () => {
          socket.destroy();
          reject(new Error(`the connection stays open after: ${came}`));
        });
        socket.on('data', (piece) => (came += piece.toString('latin1')));
        // A gateway that has said its answer may cut the rest off.
        socket.on('error', () => resolve(came));
        socket.on('close', () => resolve(came));
        socket.on('connect', () => (end ? socket.end(text) : socket.write(text)));
      });
    },

    /** A connection that the test ends itself. */
    open: (): Socket => connect({ host, port: Number(port) }).on('error', () => {}),
  };
}

export const statusesIn = (came: string) =>
  [...came.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
