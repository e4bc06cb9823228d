import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTROL_PLANE_TRUST_DOMAIN } from '@commerce/local-stack';
import { openssl, writePrivateKey } from '../openssl.ts';

const VALID_DAYS = 365;
/** The containers' user reads the files; nobody else may enter their folder. */
const READABLE = 0o644;
const CONFIGURATION = `
[req]
distinguished_name = subject
prompt = no
x509_extensions = root
[subject]
CN = ${CONTROL_PLANE_TRUST_DOMAIN}
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[issuer]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectAltName = DNS:${CONTROL_PLANE_TRUST_DOMAIN}
`;

/**
 * Writes sentry's certificate authority into a folder: `ca.crt`, `issuer.crt`, `issuer.key`, for a year. The
 * key of the root is not kept, so the issuer can only be replaced together with it. Throws
 * SetupError without openssl.
 */
export function writeAuthority(folder: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-authority-'));
  const inScratch = (name: string) => join(scratch, name);
  const what = 'the certificate authority of sentry';
  const sign = (args: string[]) => openssl(scratch, args, { what });
  try {
    writeFileSync(inScratch('authority.cnf'), CONFIGURATION);
    for (const name of ['root.key', 'issuer.key']) writePrivateKey(inScratch(name));
    const days = ['-days', String(VALID_DAYS), '-sha256'];
    sign([
      ...['req', '-x509', '-new', '-key', 'root.key', '-config', 'authority.cnf'],
      ...[...days, '-out', 'ca.crt'],
    ]);
    sign([
      ...['req', '-new', '-key', 'issuer.key', '-config', 'authority.cnf', '-out', 'issuer.csr'],
    ]);
    sign([
      ...['x509', '-req', '-in', 'issuer.csr', '-CA', 'ca.crt', '-CAkey', 'root.key'],
      ...['-set_serial', `0x01${randomBytes(15).toString('hex')}`, ...days],
      ...['-extfile', 'authority.cnf', '-extensions', 'issuer', '-out', 'issuer.crt'],
    ]);
    for (const name of ['ca.crt', 'issuer.crt', 'issuer.key']) {
      writeFileSync(join(folder, name), readFileSync(inScratch(name)));
      chmodSync(join(folder, name), READABLE);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
