import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { root } from '../places.ts';

const LOCK = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'shop', version: '1.0.0', dependencies: { one: '1.0.0', two: '1.0.0' } },
    'node_modules/one': { version: '1.0.0' },
    'node_modules/two': { version: '1.0.0' },
  },
};
const advisory = (severity: string) => ({
  id: 1,
  url: 'https://advisories.example/1',
  title: 'reads what it must not',
  severity,
  vulnerable_versions: '<2.0.0',
  cwe: [],
  cvss: { score: 0, vectorString: null },
});

/** What `dependencyFaults` says of the lock file above, with a registry that answers so. */
async function faultsWith(status: number, answer: object): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-audit-'));
  const registry = createServer((request, response) => {
    const isAudit = request.url?.endsWith('/advisories/bulk') === true;
    response.writeHead(isAudit ? status : 404, { 'content-type': 'application/json' });
    response.end(isAudit ? JSON.stringify(answer) : '{}');
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  try {
    const { name, version } = LOCK;
    const { dependencies } = LOCK.packages[''];
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, dependencies }));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(LOCK));
    const module = join(root, 'scripts/scan/dependencies.ts');
    const code = `import { dependencyFaults } from '${module}';
      try { console.log(dependencyFaults('${folder}').join('\\n')) }
      catch (error) { console.log(error.what + ': ' + error.why) }`;
    const port = (registry.address() as AddressInfo).port;
    // In a process of its own: the registry must answer while npm is waited for.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', code],
      {
        cwd: root,
        env: {
          ...process.env,
          npm_config_registry: `http://127.0.0.1:${port}/`,
          npm_config_cache: join(folder, 'cache'),
          npm_config_fetch_retries: '0',
        },
      },
    );
    return stdout.trim();
  } finally {
    registry.close();
    rmSync(folder, { recursive: true });
  }
}

test('a package with a grave fault is found, and a lesser one waits for the next update', async (t) => {
  t.is(
    await faultsWith(200, { one: [advisory('high')], two: [advisory('moderate')] }),
    'one, high: reads what it must not (https://advisories.example/1)',
  );
  t.is(await faultsWith(200, {}), '');
});

test('a registry that does not say is no registry without faults', async (t) => {
  t.regex(await faultsWith(405, {}), /cannot be looked up: 405/);
});
