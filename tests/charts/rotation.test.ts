import test from 'ava';
import { type ClusterObject, DEVELOPMENT, render } from '../../scripts/charts/render.ts';
import { chartApps } from '../../scripts/generate/chart-apps.ts';
import { loadApps } from '../../scripts/generate/apps.ts';
import { clusterStandIn } from './cluster-stand-in.ts';

const derived = chartApps(await loadApps());
const secrets = new Set(
  Object.values(derived).flatMap((app) => Object.values(app.secrets).map(({ of }) => of)),
);

/** What an install would make: the stand-in must know their kinds. */
const made = await render(DEVELOPMENT);

interface Workload {
  template: { metadata: { annotations: Record<string, string> } };
}

/** The pods of each app, as an upgrade makes them where one secret has a new value and the others the old one. */
async function podsWith(changed: string): Promise<Map<string, Workload['template']>> {
  const objects = [...secrets, 'unread'].map((of): [string, ClusterObject] => [
    `v1/namespaces/shop/secrets/commerce-${of}`,
    {
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: `commerce-${of}` } },
      data: { token: of === changed ? 'bmV3' : 'b2xk' },
    },
  ]);
  const cluster = await clusterStandIn(Object.fromEntries(objects), { objects: made });
  try {
    const args = [
      '--dry-run=server',
      '--disable-openapi-validation',
      '--kubeconfig',
      cluster.kubeconfig,
    ];
    const values = { checks: { cluster: false } };
    const all = await render({ ...DEVELOPMENT, values, args });
    const deployments = all.filter(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name in derived,
    );
    return new Map(
      deployments.map(({ metadata, spec }) => [metadata.name, (spec as Workload).template]),
    );
  } finally {
    await cluster.stop();
  }
}

const before = await podsWith('unread');

for (const secret of secrets) {
  test(`an upgrade after a change of ${secret} replaces the pods of the apps that use it, and no others`, async (t) => {
    const after = await podsWith(secret);
    const replaced = [...after].filter(
      ([app, pod]) => JSON.stringify(pod) !== JSON.stringify(before.get(app)),
    );
    const users = Object.entries(derived).filter(([, app]) =>
      Object.values(app.secrets).some(({ of }) => of === secret),
    );
    t.deepEqual(replaced.map(([app]) => app).sort(), users.map(([app]) => app).sort());
  });
}

test('an upgrade without a change replaces no pod', async (t) => {
  t.deepEqual(await podsWith('unread'), before);
});
