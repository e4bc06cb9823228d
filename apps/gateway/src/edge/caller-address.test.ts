import test from 'ava';
import { callerAddress, networkOf, proxyList } from './caller-address.ts';

const proxies = proxyList('10.0.0.0/8, 192.0.2.7,2001:db8:aa::/48');
const behind = (peer: string, header: string) => callerAddress(peer, header, proxies);

test('X-Forwarded-For of a caller without a proxy is ignored', (t) => {
  t.is(behind('203.0.113.9', '198.51.100.1'), '203.0.113.9');
  t.is(behind('192.0.2.8', '198.51.100.1'), '192.0.2.8');
  t.is(behind('2001:db8:ab::1', '198.51.100.1'), '2001:db8:ab::1');
});

test('the caller is the rightmost address that is not a proxy, whatever is left of it', (t) => {
  t.is(behind('10.1.2.3', '198.51.100.1'), '198.51.100.1');
  t.is(behind('10.1.2.3', '1.1.1.1, 198.51.100.1'), '198.51.100.1');
  t.is(behind('10.1.2.3', '1.1.1.1,198.51.100.1 , 192.0.2.7,10.9.9.9'), '198.51.100.1');
  t.is(behind('10.1.2.3', '10.0.0.1, 198.51.100.1'), '198.51.100.1');
  t.is(behind('2001:db8:aa::5', '2001:db8::1'), '2001:db8::1');
});

test('a proxy without a forwarded caller is the caller', (t) => {
  t.is(behind('10.1.2.3', ''), '10.1.2.3');
  t.is(behind('10.1.2.3', '10.0.0.1, 10.0.0.2'), '10.0.0.1');
});

for (const garbage of ['unknown', '_hidden', '', '1.2.3', '1.2.3.4.5', '999.1.1.1', 'x:1', '[]']) {
  test(`'${garbage}' is not an address, and the proxy that forwarded it is the caller`, (t) => {
    t.is(behind('10.1.2.3', `198.51.100.1, ${garbage}`), '10.1.2.3');
    t.is(behind('10.1.2.3', `198.51.100.1, ${garbage}, 10.0.0.7`), '10.0.0.7');
  });
}

test('one address is one caller, in every notation', (t) => {
  for (const written of ['198.51.100.1', '198.51.100.1:4711', '::ffff:198.51.100.1']) {
    t.is(behind('10.1.2.3', written), '198.51.100.1', written);
  }
  t.is(behind('10.1.2.3', '[::FFFF:c633:6401]:443'), '198.51.100.1');
  for (const written of ['2001:DB8::1', '[2001:db8:0::1]', '[2001:db8::0:1]:443']) {
    t.is(behind('10.1.2.3', written), '2001:db8::1', written);
  }
});

test('an IPv4 proxy is recognized by its IPv4-mapped address', (t) => {
  t.is(behind('::ffff:10.1.2.3', '198.51.100.1'), '198.51.100.1');
  t.is(behind('::ffff:203.0.113.9', '198.51.100.1'), '203.0.113.9');
});

test('only the last 20 entries of a long header are read', (t) => {
  const hops = (count: number) => Array.from({ length: count }, (_, n) => `10.0.0.${n}`).join(',');
  t.is(behind('10.1.2.3', `198.51.100.1,${hops(19)}`), '198.51.100.1');
  t.is(behind('10.1.2.3', `198.51.100.1,${hops(20)}`), '10.0.0.0');
});

for (const given of [
  'proxy',
  '10.0.0.0/33',
  '::/129',
  '10.0.0.0/',
  '0.0.0.0/0',
  '10.0.0.0/8/8',
  '::1,,',
]) {
  test(`'${given}' is not a list of proxies`, (t) => {
    t.throws(() => proxyList(given), { message: /^must be a list of at most 100 addresses/ });
  });
}

test('a list has at most 100 proxies', (t) => {
  const list = (length: number) => Array.from({ length }, (_, n) => `10.0.0.${n}`).join(',');
  t.notThrows(() => proxyList(list(100)));
  t.throws(() => proxyList(list(101)));
});

test('a limit counts the addresses of an IPv6 network of 64 bits as one caller', (t) => {
  const one = ['2001:db8:0:1::1', '2001:DB8::1:ffff:0:0:1', '2001:0db8:0000:0001:1:2:3:4'];
  t.deepEqual([...new Set(one.map(networkOf))], ['2001:db8:0:1::/64']);
  t.is(networkOf('2001:db8:0:1:2:3:192.0.2.1'), '2001:db8:0:1::/64');
  t.not(networkOf('2001:db8:0:2::1'), networkOf('2001:db8:0:1::1'));
  t.is(networkOf('::1'), '0:0:0:0::/64');
  t.is(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64');
});

test('a limit counts every IPv4 address as a caller, in each notation', (t) => {
  t.is(networkOf('198.51.100.1'), '198.51.100.1');
  t.is(networkOf('::ffff:198.51.100.1'), '198.51.100.1');
  t.is(networkOf('not an address'), 'not an address');
});
