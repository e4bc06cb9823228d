import { join } from 'node:path';
import { writeConfiguration } from './configuration.ts';
import { trustFiles, type Trust } from './trust.ts';

const GUEST = 'guest';

/**
 * Lets sidecars under further app ids take part in a stack: each gets an identity, and all of them a
 * configuration that allows everything. What apps allow their callers stays as it is.
 */
export function admitExternalSidecars(
  appIds: string[],
  options: { dataDir: string; configFile: string; trust: Trust | undefined },
): void {
  if (appIds.length === 0) return;
  const { dataDir, configFile, trust } = options;
  trust?.identify(appIds);
  writeConfiguration(GUEST, { configFile, dataDir, access: undefined, mtls: trust !== undefined });
}

/** What the sidecar of a guest needs, in the data directory of a stack with mTLS. */
export function externalSidecarFiles(dataDir: string): {
  configFile: string;
  anchorsFile: string;
  /** Holds `<app id>.jwt` for each guest. */
  identities: string;
  controlPlaneTrustDomain: string;
} {
  return { configFile: join(dataDir, 'dapr', `${GUEST}.yaml`), ...trustFiles(dataDir) };
}
