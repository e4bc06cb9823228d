import { join } from 'node:path';
import { readAccess } from '@commerce/local-stack';
import { publicOperations } from '@commerce/platform/documents';
import test from 'ava';
import { loadApps } from '../../scripts/generate/apps.ts';
import { root } from './repository-files.ts';

const apps = await loadApps();
const access = readAccess(join(root, 'dapr', 'access.yaml'));

/** Calls of the gateway itself: to verify tokens, and to record whom it refused. */
const FOR_ITSELF: Record<string, string[]> = {
  identity: ['GET /internal/revocations', 'POST /internal/audit-entries'],
};

test('the gateway may call what it forwards and what it verifies tokens with, and nothing else', (t) => {
  for (const [app, { callers }] of Object.entries(access)) {
    const forwarded = publicOperations
      .filter((operation) => operation.app === app)
      .map(({ method, path }) => `${method} ${path}`);
    const allowed = callers['gateway'] ?? [];
    const expected = [...forwarded, ...(FOR_ITSELF[app] ?? [])];
    t.deepEqual(allowed.toSorted(), expected.toSorted(), `dapr/access.yaml: ${app}`);
  }
});

test('an app may call what it declares, and nothing else', (t) => {
  for (const { name, calls } of apps) {
    const allowed = Object.entries(access).flatMap(([app, { callers }]) =>
      (callers[name] ?? []).map((operation) => `${app} ${operation}`),
    );
    const declared = calls.map(({ app, method, path }) => `${app} ${method} ${path}`);
    t.deepEqual(allowed.toSorted(), declared.toSorted(), name);
  }
});
