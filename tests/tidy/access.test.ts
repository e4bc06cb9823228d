import { join } from 'node:path';
import { readAccess } from '@commerce/local-stack';
import { publicOperations } from '@commerce/platform/documents';
import test from 'ava';
import { loadApps } from '../../scripts/generate/apps.ts';
import { root } from './repository-files.ts';

const apps = await loadApps();
const access = readAccess(join(root, 'dapr', 'access.yaml'));

/** The gateway's own calls: to verify tokens and to record refused users. */
const OWN_CALLS: Record<string, string[]> = {
  identity: ['GET /internal/revocations', 'POST /internal/audit-entries'],
};

test('the gateway may call only what it forwards, and operations for tokens and audit', (t) => {
  for (const [app, { callers }] of Object.entries(access)) {
    const forwarded = publicOperations
      .filter((operation) => operation.app === app)
      .map(({ method, path }) => `${method} ${path}`);
    const allowed = callers['gateway'] ?? [];
    const expected = [...forwarded, ...(OWN_CALLS[app] ?? [])];
    t.deepEqual(allowed.toSorted(), expected.toSorted(), `dapr/access.yaml: ${app}`);
  }
});

test('an app may call the operations that it declares, and no others', (t) => {
  for (const { name, calls } of apps) {
    const allowed = Object.entries(access).flatMap(([app, { callers }]) =>
      (callers[name] ?? []).map((operation) => `${app} ${operation}`),
    );
    const declared = calls.map(({ app, method, path }) => `${app} ${method} ${path}`);
    t.deepEqual(allowed.toSorted(), declared.toSorted(), name);
  }
});
