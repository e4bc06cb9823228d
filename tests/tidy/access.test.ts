import { join } from 'node:path';
import { publicOperations } from '@commerce/gateway/routes/index';
import { readAccess, readRunFile } from '@commerce/local-stack';
import test from 'ava';
import { root } from './repository-files.ts';

const access = readAccess(join(root, 'dapr', 'access.yaml'));

/** What the gateway calls on its own behalf: the ended sessions, and audit entries of refusals. */
const FOR_ITSELF: Record<string, string[]> = {
  identity: ['GET /internal/revocations', 'POST /internal/audit-entries'],
};

test('the gateway may call only what it offers and what it needs to verify tokens', (t) => {
  for (const [app, { callers }] of Object.entries(access)) {
    const offered = publicOperations
      .filter((operation) => operation.app === app)
      .map(({ method, path }) => `${method} ${path}`);
    const allowed = callers['gateway'] ?? [];
    const expected = [...offered, ...(FOR_ITSELF[app] ?? [])];
    t.deepEqual(allowed.toSorted(), expected.toSorted(), `dapr/access.yaml: ${app}`);
  }
});

test('the table has every app of the run file, and no other', (t) => {
  const apps = readRunFile(join(root, 'dapr', 'dapr.yaml')).map(({ appId }) => appId);
  t.deepEqual(Object.keys(access).toSorted(), apps.toSorted());
  for (const { callers } of Object.values(access)) {
    for (const caller of Object.keys(callers)) t.true(apps.includes(caller), caller);
  }
});
