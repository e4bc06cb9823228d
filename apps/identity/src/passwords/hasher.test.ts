import { randomBytes } from 'node:crypto';
import test from 'ava';
import { openHasher } from './hasher.ts';
import { loadFrequentPasswords } from './password-policy.ts';

const pepper = randomBytes(32);
const cost = { memoryKib: 19_456, passes: 2 };
const hasher = openHasher({ ...cost, pepper });
const hash = await hasher.hash('correct horse');

test('only the right password matches a hash', async (t) => {
  t.true(await hasher.verify('correct horse', hash));
  t.false(await hasher.verify('correct horsE', hash));
  t.false(await hasher.verify('', hash));
});

test('a hash names argon2id and its cost, and is salted', async (t) => {
  t.regex(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  t.not(await hasher.hash('correct horse'), hash);
});

test('without the pepper no password matches a hash', async (t) => {
  const other = openHasher({ ...cost, pepper: randomBytes(32) });
  t.false(await other.verify('correct horse', hash));
});

test('a password is not truncated after 72 bytes', async (t) => {
  const long = 'ä'.repeat(100);
  t.false(await hasher.verify(`${long}x`, await hasher.hash(`${long}y`)));
});

test('without a hash no password matches', async (t) => {
  t.false(await hasher.verify('correct horse', undefined));
});

test('a hash of lower cost still matches and is outdated', async (t) => {
  const costlier = openHasher({ memoryKib: 20_480, passes: 3, pepper });
  t.true(await costlier.verify('correct horse', hash));
  t.true(costlier.isOutdated(hash));
  t.false(hasher.isOutdated(hash));
  t.false(hasher.isOutdated(await costlier.hash('correct horse')));
});

test('above the limit concurrent hashes are refused, and the others complete', async (t) => {
  const attempts = Array.from({ length: 120 }, () => hasher.verify('x', hash));
  const results = await Promise.allSettled(attempts);
  const refused = results.filter(({ status }) => status === 'rejected');
  t.true(refused.length > 0 && refused.length < 60, `${refused.length} of 120`);
  for (const result of refused) {
    if (result.status === 'rejected') t.is((result.reason as { status: number }).status, 503);
  }
  t.true(await hasher.verify('correct horse', hash));
});

test('the list contains common passwords', (t) => {
  const isCommon = loadFrequentPasswords();
  for (const one of ['password', '12345678', 'qwertyuiop', 'iloveyou']) t.true(isCommon(one), one);
  t.false(isCommon('correct horse battery staple'));
});
