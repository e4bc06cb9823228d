import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RULES = join(import.meta.dirname, '../domain');

/**
 * Names the rules by which events become an order: the digest of their sources. It changes with every
 * change of a rule, without anyone having to think of it; then the snapshots of before are left aside.
 */
export function foldingRules(): string {
  const digest = createHash('sha256');
  const sources = readdirSync(RULES).filter((file) => !file.endsWith('.test.ts'));
  for (const file of sources.sort()) digest.update(file).update(readFileSync(join(RULES, file)));
  return digest.digest('hex');
}
