import test from 'ava';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAPR_VERSIONS } from '@commerce/local-stack';
import { documentedDapr } from '../../scripts/charts/dapr.ts';
import { admitted, injectorEnvironment, podsOf } from '../../scripts/charts/pods.ts';
import { faultsOfRelease } from '../../scripts/charts/policies.ts';
import { DEVELOPMENT, production, render } from '../../scripts/charts/render.ts';
import { loadApps } from '../../scripts/generate/apps.ts';
import { root } from '../../scripts/places.ts';

const apps = await loadApps();
const names = new Set(apps.map(({ name }) => name));
const injector = injectorEnvironment(await documentedDapr());
const releases = {
  production: await render(production(apps)),
  development: await render(DEVELOPMENT),
};

test('sidecars are made by the injector of the Dapr that the chart was tested with', (t) => {
  const module = readFileSync(join(root, 'tools/pod-security/go.mod'), 'utf8');
  t.true(module.includes(`github.com/dapr/dapr v${DAPR_VERSIONS.pinned}\n`));
});

for (const [title, objects] of Object.entries(releases)) {
  const pods = podsOf(objects);

  test(`PodSecurity restricted takes every pod in ${title}, of apps, migrations and helm test, with its sidecar`, async (t) => {
    const results = await admitted(pods, injector);
    t.is(results.length, pods.length);
    for (const { pod, refused } of results) t.deepEqual(refused, [], pod.metadata.name);
  });

  test(`in ${title} every app gets a sidecar that starts before it and ends after it, and nothing else gets one`, async (t) => {
    for (const { pod } of await admitted(pods, injector)) {
      const { containers, initContainers = [] } = pod.spec;
      const sidecars = initContainers.filter(({ name }) => name === 'daprd');
      t.deepEqual(
        sidecars.map(({ restartPolicy }) => restartPolicy),
        names.has(pod.metadata.name) ? ['Always'] : [],
        pod.metadata.name,
      );
      t.is(containers.length, 1, pod.metadata.name);
    }
  });

  test(`the pods of ${title} with their sidecars keep the policies`, async (t) => {
    const injected = new Map(
      (await admitted(pods, injector)).map(({ pod }) => [pod.metadata.name, pod]),
    );
    const inCluster = objects.map((object) => {
      const pod = injected.get(object.metadata.name);
      if (pod === undefined || object.kind !== 'Deployment') return object;
      const { spec } = object as { spec?: object };
      return { ...object, spec: { ...spec, template: { metadata: pod.metadata, spec: pod.spec } } };
    });
    t.deepEqual(await faultsOfRelease(inCluster, { isProduction: false }), []);
  });
}

test('sidecars that keep capabilities are refused, and pods without one are not', async (t) => {
  const kept = { ...injector, SIDECAR_DROP_ALL_CAPABILITIES: 'false' };
  for (const { pod, refused } of await admitted(podsOf(releases.production), kept)) {
    if (names.has(pod.metadata.name)) t.regex(refused.join(), /unrestricted capabilities.*daprd/);
    else t.deepEqual(refused, [], pod.metadata.name);
  }
});

test('a migration that may be root is refused', async (t) => {
  const [migration] = podsOf(releases.production.filter(({ kind }) => kind === 'Job'));
  if (migration === undefined) return t.fail('the chart makes no Job');
  const { spec } = structuredClone(migration);
  Object.assign(spec, { securityContext: {} });
  for (const container of spec.containers) Object.assign(container, { securityContext: {} });
  const [result] = await admitted([{ ...migration, spec }], injector);
  t.regex(result?.refused.join() ?? '', /runAsNonRoot.*seccompProfile/);
});
