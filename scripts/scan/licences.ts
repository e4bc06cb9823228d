import { contentOf, programs } from '../images/image.ts';
import { type Lock, readLock } from '../images/lock-file.ts';

/** Licences under which anyone may pass a package on with our own code, as SPDX writes them. */
const LICENCES = [
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC'],
  ...['MIT', 'Unlicense'],
];

/** The packages in images under a licence that is not on the list, one sentence each. */
export function licenceFaults(lock: Lock = readLock()): string[] {
  const known = new Set(LICENCES.map((one) => one.toLowerCase()));
  const paths = new Set(programs().flatMap((one) => contentOf(one, lock).packages));
  return [...paths].flatMap((path) => {
    const text = lock[path]?.license ?? 'none';
    const names = text.replaceAll(/[()]/g, '').split(/ (?:AND|OR) /);
    const isKnown = names.every((name) => known.has(name.toLowerCase()));
    return isKnown ? [] : [`${path} is in an image, under a licence that is not listed: ${text}`];
  });
}
