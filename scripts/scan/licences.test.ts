import test from 'ava';
import { readLock } from '../images/lock-file.ts';
import { licenceFaults } from './licences.ts';

test('a package of an image under an unlisted licence, or none, is found', (t) => {
  const lock = readLock();
  const changed = (license: string | undefined) => ({
    ...lock,
    'node_modules/pg': { ...lock['node_modules/pg'], license },
  });
  for (const licence of ['SSPL-1.0', '(MIT AND GPL-3.0-only)', undefined]) {
    const faults = licenceFaults(changed(licence) as typeof lock);
    t.deepEqual(faults, [
      `node_modules/pg is in an image, under a licence that is not listed: ${licence ?? 'none'}`,
    ]);
  }
  t.deepEqual(licenceFaults(changed('(MIT OR Apache-2.0)') as typeof lock), []);
});
