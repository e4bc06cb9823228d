import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { accessControl, apiSpec, type AppAccess } from './access.ts';

interface Configuration {
  spec: {
    nameResolution?: { configuration?: { connectionString?: string } };
    mtls?: { enabled: boolean };
    tracing?: object;
    api?: object;
    accessControl?: object;
  };
}

/**
 * The configuration of an app's sidecar: the common one with what the app may do, and who may call
 * it. Names of running sidecars are kept in the data directory, so that two stacks on one machine
 * do not find each other's apps. Callers are known by their certificates, so without mTLS nothing is
 * said of them. Without `access` it is the configuration of a guest, which may do everything. Every
 * span goes to `spansTo`, the address of a Zipkin server; without it, there are none.
 */
export function writeConfiguration(
  name: string,
  options: {
    configFile: string;
    dataDir: string;
    access: AppAccess | undefined;
    mtls: boolean;
    spansTo?: string | undefined;
  },
): string {
  const { configFile, dataDir, access, mtls, spansTo } = options;
  const directory = join(dataDir, 'dapr');
  mkdirSync(directory, { recursive: true });
  const configuration = parse(readFileSync(configFile, 'utf8')) as Configuration;
  const { spec } = configuration;
  const names = spec.nameResolution?.configuration;
  if (names !== undefined) names.connectionString = join(directory, 'names.db');
  spec.mtls = { enabled: mtls };
  if (spansTo !== undefined) {
    spec.tracing = { samplingRate: '1', zipkin: { endpointAddress: spansTo } };
  }
  if (access !== undefined) {
    spec.api = apiSpec(access);
    if (mtls) spec.accessControl = accessControl(access);
  }
  const copy = join(directory, `${name}.yaml`);
  // Sidecars that start meanwhile read the same file: they must never see half of it.
  writeFileSync(`${copy}.new`, stringify(configuration));
  renameSync(`${copy}.new`, copy);
  return copy;
}
