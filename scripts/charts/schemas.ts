import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDirectory, createProgress, DAPR_VERSIONS, fillOnce } from '@commerce/local-stack';
import { parseAllDocuments } from 'yaml';
import { goModuleFolder } from '../go-module.ts';
import { crdSchemas, kubernetesSchemas } from './schema-of-resource.ts';

/** The Kubernetes whose API the objects are checked against. */
const KUBERNETES = 'k8s.io/kubernetes@v1.36.3';
/** Where the custom resources are declared whose objects the chart makes: Go module, and files in it. */
const CUSTOM: readonly [module: string, files: string][] = [
  [`github.com/dapr/dapr@${DAPR_VERSIONS.modules['github.com/dapr/dapr']}`, 'charts/dapr/crds/*'],
  ['github.com/kedacore/keda/v2@v2.21.0', 'config/crd/bases/keda.sh_*'],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/*',
  ],
];
/** For messages. */
const PURPOSE = 'whose API the chart is checked against';
/** How kubeconform finds the schema of an object in the folder. */
const LOCATION = '{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json';

/**
 * The place of JSON schemas of all kinds of Kubernetes, Dapr, KEDA and the Prometheus operator, as kubeconform
 * takes it. Makes them once for a machine from the modules of Go that declare them. Throws SetupError without Go.
 */
export async function schemaLocation(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([KUBERNETES, CUSTOM]));
  for (const file of ['schemas.ts', 'schema-of-resource.ts']) {
    hash.update(readFileSync(join(import.meta.dirname, file)));
  }
  const home = join(cacheDirectory(), `kubernetes-schemas-${hash.digest('hex').slice(0, 16)}`);
  const isComplete = () => existsSync(home);
  if (!isComplete()) {
    const step = createProgress().step('schemas of Kubernetes objects');
    await fillOnce(home, { isComplete, fill: () => writeSchemas(home), step });
    step.done();
  }
  return join(home, LOCATION);
}

async function writeSchemas(home: string): Promise<void> {
  const kubernetes = await goModuleFolder(KUBERNETES, PURPOSE);
  const swagger = readFileSync(join(kubernetes, 'api/openapi-spec/swagger.json'), 'utf8');
  const schemas = kubernetesSchemas(JSON.parse(swagger));
  for (const [module, files] of CUSTOM) {
    const folder = await goModuleFolder(module, PURPOSE);
    for (const file of globSync(join(folder, files))) {
      for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
        schemas.push(...crdSchemas(document.toJS()));
      }
    }
  }
  const temporary = `${home}.building`;
  await rm(temporary, { recursive: true, force: true });
  for (const { group, version, kind, schema } of schemas) {
    const file = join(temporary, group || version, `${kind.toLowerCase()}_${version}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(schema));
  }
  await rename(temporary, home);
}
