import test from 'ava';
import {
  DEVELOPMENT,
  exampleInstallation,
  OPTIONAL_APIS,
  production,
  render,
  type Rendering,
  template,
  type Values,
} from '../../scripts/charts/render.ts';
import { loadApps } from '../../scripts/generate/apps.ts';
import { type ClusterContent, clusterStandIn } from './cluster-stand-in.ts';

const apps = await loadApps();
const installation = exampleInstallation(apps);
const { digests } = installation['image'] as { digests: Values };
const { payment: _, ...otherDigests } = digests;

const development = (values: Values): Rendering => ({ ...DEVELOPMENT, values });
const inProduction = (values: Values): Rendering => ({ files: ['values-prod.yaml'], values });

/** What is refused without a cluster, and the words of the refusal. */
const REFUSED: [what: string, rendering: Rendering, words: RegExp][] = [
  ['a misspelt value', development({ publicURL: 'x' }), /publicURL/],
  [
    'a misspelt setting of one app',
    development({ apps: { order: { replica: 3 } } }),
    /apps\/order.*replica/s,
  ],
  [
    'a variable that an app does not have',
    development({ apps: { order: { env: { LOG_LEVLE: 'debug' } } } }),
    /LOG_LEVLE/,
  ],
  ['a text where a number belongs', development({ defaults: { replicas: 'two' } }), /replicas/],
  ['an image named latest', development({ image: { tag: 'latest' } }), /image\/tag/],
  ['an installation without its address', { files: ['values-prod.yaml'] }, /publicUrl/],
  [
    'an app without a setting that it needs',
    inProduction({ ...installation, apps: {} }),
    /PAYMENT_PROVIDER_URL|apps.*payment/s,
  ],
  [
    'an image without a digest in production',
    inProduction({ ...installation, image: { registry: 'r', digests: otherDigests } }),
    /image\.digests\.payment is missing/,
  ],
  [
    'an ingress without a host',
    inProduction({ ...installation, ingress: { enabled: true } }),
    /ingress\.host is missing/,
  ],
  [
    'a Kubernetes that is too old',
    { ...DEVELOPMENT, args: ['--kube-version', '1.29.0'] },
    /kubeVersion: >=1\.30\.0-0.*1\.29/,
  ],
];

for (const [what, rendering, words] of REFUSED) {
  test(`refuses ${what}`, async (t) => {
    const { isGood, output } = await template(rendering);
    t.false(isGood);
    t.regex(output, words);
  });
}

test('leaves out what the cluster has no kinds for, and scales by CPU then', async (t) => {
  const kindsOf = async (apis: string[]) =>
    (await render({ ...production(apps), apis })).map(({ kind }) => kind);
  const without = await kindsOf([]);
  const added = ['ScaledObject', 'TriggerAuthentication', 'ServiceMonitor', 'PrometheusRule'];
  t.false(added.some((kind) => without.includes(kind)));
  t.is(without.filter((kind) => kind === 'HorizontalPodAutoscaler').length, apps.length);
  const all = await kindsOf(OPTIONAL_APIS);
  t.true(added.every((kind) => all.includes(kind)));
});

const namespace = (name: string) => ({
  kind: 'Namespace',
  metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
});
const operator = (version: string) => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
  metadata: { name: 'dapr-operator', labels: { 'app.kubernetes.io/version': version } },
});
const injector = (namespaceSelector: object = {}) => ({
  ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration' },
  metadata: { name: 'dapr-sidecar-injector' },
  webhooks: [{ name: 'sidecar-injector.dapr.io', namespaceSelector }],
});
const OPERATOR = 'apps/v1/namespaces/dapr-system/deployments/dapr-operator';
const INJECTOR =
  'admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/dapr-sidecar-injector';
const DAPR = 'dapr.io/v1alpha1';
const namespaces: ClusterContent = {
  'v1/namespaces/kube-system': namespace('kube-system'),
  'v1/namespaces/shop': namespace('shop'),
};
const withDapr: ClusterContent = {
  ...namespaces,
  [OPERATOR]: operator('1.18.1'),
  [INJECTOR]: injector(),
};

/** What helm says of an install on a cluster with this content. */
async function wordsOn(content: ClusterContent, groups = [DAPR]): Promise<string> {
  const cluster = await clusterStandIn(content, { groups });
  try {
    const args = ['--dry-run=server', '--kubeconfig', cluster.kubeconfig];
    const { isGood, output } = await template({ ...DEVELOPMENT, args });
    return isGood ? '' : output;
  } finally {
    await cluster.stop();
  }
}

test('refuses a cluster without Dapr', async (t) => {
  t.regex(await wordsOn(namespaces, []), /Dapr is not installed: install its chart/);
});

test('refuses a cluster whose Dapr is elsewhere', async (t) => {
  t.regex(await wordsOn(namespaces), /operator is not in the namespace dapr-system/);
});

test('refuses a Dapr that is too old', async (t) => {
  const old = { ...withDapr, [OPERATOR]: operator('1.16.9') };
  t.regex(await wordsOn(old), /Dapr is 1\.16\.9, and this chart needs >=1\.18\.0-0: upgrade Dapr/);
});

test('refuses a cluster without the injector', async (t) => {
  const { [INJECTOR]: _, ...others } = withDapr;
  t.regex(await wordsOn(others), /sidecar injector is not installed/);
});

const LABEL = 'kubernetes.io/metadata.name';
const LEFT_OUT: [how: string, selector: object][] = [
  ['by a label', { matchLabels: { injected: 'yes' } }],
  ['by its name', { matchExpressions: [{ key: LABEL, operator: 'NotIn', values: ['shop'] }] }],
  ['by a list', { matchExpressions: [{ key: LABEL, operator: 'In', values: ['other'] }] }],
  ['for a label', { matchExpressions: [{ key: LABEL, operator: 'DoesNotExist' }] }],
  ['for no label', { matchExpressions: [{ key: 'injected', operator: 'Exists' }] }],
];

for (const [how, selector] of LEFT_OUT) {
  test(`refuses a namespace that the injector leaves out ${how}`, async (t) => {
    const content = { ...withDapr, [INJECTOR]: injector(selector) };
    t.regex(await wordsOn(content), /Dapr injects no sidecars in the namespace shop/);
  });
}

test('names all secrets that are missing, in any namespace that the injector takes', async (t) => {
  const others = { key: LABEL, operator: 'NotIn', values: ['kube-system'] };
  const content: ClusterContent = {
    ...withDapr,
    [INJECTOR]: injector({ matchExpressions: [others] }),
    'v1/namespaces/shop/secrets/commerce-redis': {
      kind: 'Secret',
      metadata: { name: 'commerce-redis', namespace: 'shop' },
      data: { REDIS_URL: 'eA==', REDIS_HOST: 'eA==', REDIS_PASSWORD: 'eA==' },
    },
  };
  const words = await wordsOn(content);
  t.regex(words, /secrets are missing in the namespace shop:/);
  t.regex(words, /commerce-order\/DATABASE_URL/);
  t.regex(words, /commerce-redis\/REDIS_DB/);
  t.notRegex(words, /commerce-redis\/REDIS_URL|FORMER_/);
});

test('checks nothing in the cluster if asked so', async (t) => {
  const cluster = await clusterStandIn(namespaces, {});
  try {
    const args = ['--dry-run=server', '--kubeconfig', cluster.kubeconfig];
    const { output } = await template({
      ...development({ checks: { cluster: false } }),
      args,
    });
    t.notRegex(output, /Dapr is not installed/);
  } finally {
    await cluster.stop();
  }
});
