import test from 'ava';
import {
  type ClusterObject,
  DEVELOPMENT,
  production,
  render,
  runTool,
} from '../../scripts/charts/render.ts';
import { schemaLocation } from '../../scripts/charts/schemas.ts';
import { loadApps } from '../../scripts/generate/apps.ts';
import { goTools } from '../../scripts/go-tools.ts';

const location = await schemaLocation();
const kubeconform = (await goTools('charts'))('kubeconform');
const objects = await render(production(await loadApps()));

function conforms(all: ClusterObject[]) {
  const args = ['-strict', '-summary', '-schema-location', location, '-'];
  return runTool(kubeconform, args, {
    input: all.map((one) => JSON.stringify(one)).join('\n---\n'),
  });
}

/** The first object of a kind, changed. */
function changed(kind: string, change: (object: ClusterObject) => void): ClusterObject {
  const found = objects.find((object) => object.kind === kind);
  if (found === undefined) throw new Error(`the chart makes no ${kind}`);
  const copy = structuredClone(found);
  change(copy);
  return copy;
}

test('every object is one of Kubernetes, Dapr, KEDA or the Prometheus operator, with no field that they do not know', async (t) => {
  for (const all of [objects, await render(DEVELOPMENT)]) {
    const { isGood, output } = await conforms(all);
    t.true(isGood, output);
    t.regex(output, new RegExp(`Summary: ${all.length} resources .* Skipped: 0`));
  }
});

const WRONG: [what: string, object: () => ClusterObject, word: RegExp][] = [
  [
    'a misspelt field deep in a pod',
    () =>
      changed('Deployment', ({ spec }) => {
        Object.assign((spec as { template: { spec: object } }).template.spec, {
          serviceAcount: 'x',
        });
      }),
    /serviceAcount/,
  ],
  [
    'a text where a number belongs',
    () => changed('Job', ({ spec }) => Object.assign(spec as object, { backoffLimit: '3' })),
    /backoffLimit/,
  ],
  [
    'a misspelt field of a component',
    () => changed('Component', ({ spec }) => Object.assign(spec as object, { metdata: [] })),
    /metdata/,
  ],
  [
    'a rule of access that Dapr does not know',
    () =>
      changed('Configuration', ({ spec }) => {
        Object.assign((spec as { accessControl: object }).accessControl, {
          defaultActions: 'deny',
        });
      }),
    /defaultActions/,
  ],
  [
    'a trigger of KEDA without its type',
    () => changed('ScaledObject', ({ spec }) => Object.assign(spec as object, { triggers: [{}] })),
    /triggers/,
  ],
  [
    'a kind that nobody declares',
    () => changed('Resiliency', (object) => Object.assign(object, { kind: 'Resilience' })),
    /could not find schema for Resilience/,
  ],
];

for (const [what, object, word] of WRONG) {
  test(`refuses ${what}`, async (t) => {
    const { isGood, output } = await conforms([object()]);
    t.false(isGood);
    t.regex(output, word);
  });
}
