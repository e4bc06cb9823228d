import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'frequent-passwords.txt');

/** Says of a password in small letters whether it is one of the 10,000 that most people choose. */
export function loadFrequentPasswords(): (lowerCase: string) => boolean {
  const common = new Set(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
  return (lowerCase) => common.has(lowerCase);
}
