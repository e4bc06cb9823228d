import { join } from 'node:path';
import { writeConfiguration } from './configuration.ts';
import { trustFiles, type Trust } from './trust.ts';

const EXTERNAL = 'external';

/**
 * Lets sidecars with further app ids join a stack: each gets an identity, and all share a
 * configuration that allows everything. What the apps allow their callers does not change.
 */
export function admitExternalSidecars(
  appIds: string[],
  options: {
    dataDir: string;
    configFile: string;
    trust: Trust | undefined;
    accelerated: boolean;
  },
): void {
  if (appIds.length === 0) return;
  const { dataDir, configFile, trust, accelerated } = options;
  trust?.identify(appIds);
  writeConfiguration(EXTERNAL, {
    configFile,
    dataDir,
    access: undefined,
    mtls: trust !== undefined,
    accelerated,
  });
}

/** The files that an external sidecar needs, in the data directory of a stack with mTLS. */
export function externalSidecarFiles(dataDir: string): {
  configFile: string;
  anchorsFile: string;
  /** Contains `<app id>.jwt` for each external sidecar. */
  identities: string;
  controlPlaneTrustDomain: string;
} {
  return { configFile: join(dataDir, 'dapr', `${EXTERNAL}.yaml`), ...trustFiles(dataDir) };
}
