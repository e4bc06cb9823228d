import { randomBytes } from 'node:crypto';
import test from 'ava';
import { loadFrequentPasswords } from './frequent-passwords.ts';
import { openHasher } from './hasher.ts';

const pepper = randomBytes(32);
const cost = { memoryKib: 19_456, passes: 2 };
const hasher = openHasher({ ...cost, pepper });
const hash = await hasher.hash('correct horse');

test('a password fits its hash and no other does', async (t) => {
  t.true(await hasher.verify('correct horse', hash));
  t.false(await hasher.verify('correct horsE', hash));
  t.false(await hasher.verify('', hash));
});

test('the hash names argon2id with its cost, and is salted', async (t) => {
  t.regex(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  t.not(await hasher.hash('correct horse'), hash);
});

test('without the pepper the hash fits nothing', async (t) => {
  const other = openHasher({ ...cost, pepper: randomBytes(32) });
  t.false(await other.verify('correct horse', hash));
});

test('nothing after the 72nd byte is cut off', async (t) => {
  const long = 'ä'.repeat(100);
  t.false(await hasher.verify(`${long}x`, await hasher.hash(`${long}y`)));
});

test('without a hash no password fits, after the same work', async (t) => {
  t.false(await hasher.verify('correct horse', undefined));
});

test('a hash of less cost still fits and is outdated', async (t) => {
  const dearer = openHasher({ memoryKib: 20_480, passes: 3, pepper });
  t.true(await dearer.verify('correct horse', hash));
  t.true(dearer.isOutdated(hash));
  t.false(hasher.isOutdated(hash));
  t.false(hasher.isOutdated(await dearer.hash('correct horse')));
});

test('too many hashes at once are refused, and the others are done', async (t) => {
  const tries = Array.from({ length: 120 }, () => hasher.verify('x', hash));
  const ends = await Promise.allSettled(tries);
  const refused = ends.filter(({ status }) => status === 'rejected');
  t.true(refused.length > 0 && refused.length < 60, `${refused.length} of 120`);
  for (const end of refused) {
    if (end.status === 'rejected') t.is((end.reason as { status: number }).status, 503);
  }
  t.true(await hasher.verify('correct horse', hash));
});

test('the list of common passwords knows the common ones', (t) => {
  const isCommon = loadFrequentPasswords();
  for (const one of ['password', '12345678', 'qwertyuiop', 'iloveyou']) t.true(isCommon(one), one);
  t.false(isCommon('correct horse battery staple'));
});
