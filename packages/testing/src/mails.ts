import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestStack } from './stack.ts';
import { waitUntil } from './wait-until.ts';

/** Longest wait for a mail, ms. */
const MAIL_TIMEOUT_MS = 30_000;

/**
 * The token in the last mail with that subject to an address. Rejects if there is none after 30 s.
 */
export function mailedToken(
  { dataDir }: Pick<TestStack, 'dataDir'>,
  { to, subject }: { to: string; subject: string },
): Promise<string> {
  const folder = join(dataDir, 'mail');
  const read = (name: string) =>
    JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>;
  return waitUntil(
    () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map(read)
        .findLast((mail) => mail['to'] === to && mail['subject'] === subject)?.['token'],
    { timeoutMs: MAIL_TIMEOUT_MS, what: `a mail ${subject} to ${to}` },
  );
}
