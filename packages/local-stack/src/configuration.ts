import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { accessControl, apiSpec, type AppAccess } from './access.ts';

interface Configuration {
  spec: {
    nameResolution?: { component?: string; configuration?: { connectionString?: string } };
    mtls?: { enabled: boolean };
    tracing?: object;
    workflow?: { stateRetentionPolicy?: object };
    api?: object;
    accessControl?: object;
  };
}

/**
 * Writes the configuration of a sidecar and returns its path: the common configuration with the
 * allowed Dapr APIs and callers of the app. Names of running sidecars are stored in the data
 * directory, so that two stacks on one machine do not find each other's apps. Dapr identifies
 * callers by their certificates, so without mTLS there is no access control. Without `access` (an
 * external sidecar) everything is allowed. Every span is sent to `spansTo`, host and port of a
 * collector (OTLP over HTTP), if given. Finished workflows are kept for `workflowsKept`, such as `20s`, if
 * given. With `accelerated`, names are resolved by the component of our own build.
 */
export function writeConfiguration(
  name: string,
  options: {
    configFile: string;
    dataDir: string;
    access: AppAccess | undefined;
    mtls: boolean;
    accelerated: boolean;
    spansTo?: string | undefined;
    workflowsKept?: string | undefined;
  },
): string {
  const { configFile, dataDir, access, mtls, accelerated, spansTo, workflowsKept } = options;
  const directory = join(dataDir, 'dapr');
  mkdirSync(directory, { recursive: true });
  const configuration = parse(readFileSync(configFile, 'utf8')) as Configuration;
  const { spec } = configuration;
  const names = spec.nameResolution?.configuration;
  if (names !== undefined) names.connectionString = join(directory, 'names.db');
  if (accelerated && spec.nameResolution?.component === 'sqlite') {
    spec.nameResolution.component = 'sqlite-cached';
  }
  spec.mtls = { enabled: mtls };
  if (spansTo !== undefined) {
    const otel = { endpointAddress: spansTo, isSecure: false, protocol: 'http' };
    spec.tracing = { samplingRate: '1', otel };
  }
  if (workflowsKept !== undefined) {
    spec.workflow = { ...spec.workflow, stateRetentionPolicy: { anyTerminal: workflowsKept } };
  }
  if (access !== undefined) {
    spec.api = apiSpec(access);
    if (mtls) spec.accessControl = accessControl(access);
  }
  const copy = join(directory, `${name}.yaml`);
  // Written atomically, because sidecars that are starting read the same file.
  writeFileSync(`${copy}.new`, stringify(configuration));
  renameSync(`${copy}.new`, copy);
  return copy;
}
