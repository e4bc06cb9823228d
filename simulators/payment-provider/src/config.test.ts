import test from 'ava';
import { readConfig } from 'dapr-actor-runtime/config';
import { providerSettings } from './config.ts';

const needed = { PROVIDER_PORT: '0', PROVIDER_BOOK: 'book.jsonl' };

test('the simulator listens on the loopback address unless it is told otherwise', (t) => {
  t.is(readConfig(providerSettings, needed).listenAddress, '127.0.0.1');
  const open = readConfig(providerSettings, { ...needed, LISTEN_ADDRESS: '0.0.0.0' });
  t.is(open.listenAddress, '0.0.0.0');
});
