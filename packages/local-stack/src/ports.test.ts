import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { SetupError } from './errors.ts';
import { assertFree, isTaken, listeningInodes, portOwner, reservePorts } from './ports.ts';

async function listen(t: ExecutionContext): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return (server.address() as AddressInfo).port;
}

test('listeningInodes() finds only listeners on the port', (t) => {
  const table = [
    'sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode',
    '0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 111 1 x',
    '1: 0100007F:1F90 0100007F:9999 01 00000000:00000000 00:00000000 00000000 0 0 222 1 x',
    '2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 333 1 x',
  ].join('\n');
  t.deepEqual(listeningInodes(table, 8080), ['111']);
});

test('portOwner() names the listening process', async (t) => {
  const port = await listen(t);
  t.regex(await portOwner(port), new RegExp(`process ${process.pid} \\(`));
});

test('assertFree() says which port is taken, what needs it, who has it, and what to do', async (t) => {
  const port = await listen(t);
  const wanted = { port, purpose: 'the gateway', instead: 'GATEWAY_PORT=8081' };
  const error = await t.throwsAsync(assertFree([wanted]), { instanceOf: SetupError });
  t.is(error.what, `port ${port} is taken`);
  t.regex(error.why, new RegExp(`${port}, for the gateway, by process ${process.pid}`));
  t.regex(error.next, /GATEWAY_PORT=8081/);
});

test('two stacks get different ports, and a released block is free again', async (t) => {
  const first = reservePorts();
  const second = reservePorts();
  t.teardown(second.release);
  const [one, two] = [await first.next(), await second.next()];
  t.not(one, two);
  t.false(await isTaken(one));
  first.release();
  t.notThrows(() => reservePorts().release());
});
