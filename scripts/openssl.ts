import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { SetupError } from '@commerce/local-stack';

const TIMEOUT_MS = 20_000;

/** Runs openssl in a folder: it signs certificates, and Node has nothing that does. Throws SetupError. */
export function openssl(cwd: string, args: string[], { what }: { what: string }): void {
  const { status, stderr, error } = spawnSync('openssl', args, {
    cwd,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  if (status === 0) return;
  throw new SetupError({
    what: `${what} cannot be made`,
    why: error?.message ?? stderr,
    next: 'install openssl 1.1.1 or newer, put it on PATH, and run the command again',
    cause: error,
  });
}

/** Writes a new private key for a certificate. */
export function writePrivateKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
}
