// The modules applied to a real node, by the providers that can be built.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAPR_VERSIONS, silentProgress } from '@commerce/local-stack';
import test from 'ava';
import { DAPR_REGISTRY } from '../../scripts/cluster/archives.ts';
import { placesOf } from '../../scripts/cluster/layout.ts';
import {
  BACKING,
  clusterSecrets,
  databaseUrl,
  derivedApps,
  installBacking,
  PLATFORM,
} from '../../scripts/cluster/platform.ts';
import { daprChart } from '../../scripts/cluster/programs.ts';
import { platformArchives } from '../../scripts/cluster/test.ts';
import {
  clusterPrograms,
  importImages,
  removeCluster,
  startCluster,
} from '../../scripts/cluster/up.ts';
import { root } from '../../scripts/places.ts';
import { repositoryVersion } from '../../scripts/release/version.ts';
import { openOldProviders } from './terraform/old-providers.ts';

/** With all programs to be built. */
const LIMIT_MS = 90 * 60_000;
const ROOT_FILE = join('tests', 'ops', 'terraform', 'shop.tf');

test('an apply makes a shop that takes an order, a second one changes nothing, and destroy leaves nothing', async (t) => {
  t.timeout(LIMIT_MS);
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-terraform-'));
  process.env['COMMERCE_DATA_DIR'] = join(scratch, 'data');
  const places = placesOf();
  mkdirSync(places.home, { recursive: true });
  t.teardown(async () => {
    await removeCluster(places);
    rmSync(scratch, { recursive: true, force: true });
  });
  const own = await clusterPrograms(silentProgress);
  const kube = await startCluster(places, own, silentProgress);
  for (const file of await platformArchives(places.home, silentProgress)) {
    importImages(places, file);
  }
  const secrets = clusterSecrets(places.home);
  await installBacking(kube, secrets);
  const version = DAPR_VERSIONS.pinned;
  const chart = join(scratch, 'chart');
  const versions = ['--version', version, '--app-version', version];
  await kube.helm(['package', await daprChart(), ...versions, '--destination', chart]);
  const { copy, tofu } = await openOldProviders(scratch);
  const shop = join(copy, 'terraform', 'shop');
  mkdirSync(shop);
  cpSync(join(root, ROOT_FILE), join(shop, 'main.tf'));
  const host = (name: string) => `${name}.${BACKING}.svc.cluster.local`;
  const databases = Object.entries(derivedApps()).filter(([, { database }]) => database);
  const urls = databases.map(([app]) => [
    app,
    databaseUrl(secrets, `${host('postgres')}:5432`, app),
  ]);
  const variables = {
    TF_VAR_kubeconfig: places.kubeconfig,
    TF_VAR_dapr_chart: join(chart, readdirSync(chart)[0] ?? ''),
    TF_VAR_dapr_image: JSON.stringify({ registry: DAPR_REGISTRY, tag: version }),
    TF_VAR_database_urls: JSON.stringify(Object.fromEntries(urls)),
    TF_VAR_redis: JSON.stringify({
      ...{ host: host('redis'), password: secrets.redisPassword, tls: false },
    }),
    TF_VAR_namespace: PLATFORM,
    TF_VAR_tag: repositoryVersion(),
  };
  await tofu(shop, ['init', '-no-color'], variables);
  const since = performance.now();
  const applied = await tofu(shop, ['apply', '-auto-approve', '-no-color'], variables);
  t.regex(applied, /Apply complete! Resources: [1-9]\d* added, 0 changed, 0 destroyed/);
  t.log(`applied in ${((performance.now() - since) / 1000).toFixed(0)} s`);
  const tested = await kube.helm(['test', PLATFORM, '--namespace', PLATFORM, '--logs']);
  t.regex(tested, /order ord_\w+ was confirmed and cancelled/);
  t.regex(await tofu(shop, ['plan', '-no-color'], variables), /No changes/);
  const destroyed = await tofu(shop, ['destroy', '-auto-approve', '-no-color'], variables);
  t.regex(destroyed, /Destroy complete! Resources: [1-9]\d* destroyed/);
});
