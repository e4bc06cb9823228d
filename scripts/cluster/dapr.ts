import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAPR_VERSIONS, SetupError } from '@commerce/local-stack';
import { writeAuthority } from '../compose/authority.ts';
import { DAPR_REGISTRY } from './archives.ts';
import type { Kube } from './kube.ts';
import { MANIFESTS, type Places } from './layout.ts';
import { daprChart } from './programs.ts';

export const DAPR_NAMESPACE = 'dapr-system';
/** Where sidecars find placement, as manifests/placement.yaml has it. */
export const PLACEMENT_ADDRESS = `placement-ready.${DAPR_NAMESPACE}.svc.cluster.local:50005`;
const SCHEDULERS = [0, 1, 2];
const USER_ID = 65_532;
/** Namespaces without sidecars: their pods could not start while the injector does not run. */
const WITHOUT_INJECTION = ['kube-system', DAPR_NAMESPACE];

const VALUES = {
  global: {
    registry: DAPR_REGISTRY,
    tag: DAPR_VERSIONS.pinned,
    imagePullPolicy: 'Never',
    seccompProfile: 'RuntimeDefault',
  },
  dapr_sidecar_injector: {
    webhookFailurePolicy: 'Fail',
    sidecarImagePullPolicy: 'Never',
    sidecarDropALLCapabilities: true,
    namespaceSelector: {
      matchExpressions: [
        { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: WITHOUT_INJECTION },
      ],
    },
  },
};

/**
 * Installs Dapr with its own chart on our own node, with a certificate authority: with one that sentry makes
 * itself it restarts when its Secret changes. Resolves when the control plane is ready.
 */
export async function installDapr(kube: Kube, places: Places): Promise<void> {
  await kube.kubectl(['apply', '-f', '-'], { ...LIST, items: schedulerVolumes(places) });
  const authority = join(places.certificates, 'dapr');
  if (!existsSync(join(authority, 'issuer.key'))) {
    mkdirSync(authority, { recursive: true });
    writeAuthority(authority);
  }
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-dapr-chart-'));
  try {
    const version = DAPR_VERSIONS.pinned;
    const versions = ['--version', version, '--app-version', version];
    await kube.helm(['package', await daprChart(), ...versions, '--destination', scratch]);
    const tls = {
      'root.certPEM': 'ca.crt',
      'issuer.certPEM': 'issuer.crt',
      'issuer.keyPEM': 'issuer.key',
    };
    await kube.helm(
      [
        ...['upgrade', '--install', 'dapr', join(scratch, `dapr-${version}.tgz`)],
        ...['--namespace', DAPR_NAMESPACE, '--create-namespace', '--wait', '--timeout', '4m'],
        ...Object.entries(tls).flatMap(([key, file]) => [
          '--set-file',
          `dapr_sentry.tls.${key}=${join(authority, file)}`,
        ]),
        ...['--values', '-'],
      ],
      VALUES,
    );
    await kube.kubectl(['apply', '-f', join(MANIFESTS, 'placement.yaml')]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const LIST = { apiVersion: 'v1', kind: 'List' };

// There is nothing here that makes volumes on demand.
function schedulerVolumes({ nodeState }: Places): object[] {
  return SCHEDULERS.map((number) => {
    const folder = join(nodeState, 'volumes', String(number));
    mkdirSync(folder, { recursive: true });
    chownSync(folder, USER_ID, USER_ID);
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `scheduler-${number}` },
      spec: {
        capacity: { storage: '16Gi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        hostPath: { path: `/var/lib/volumes/${number}`, type: 'Directory' },
      },
    };
  });
}

/** Throws SetupError if the cluster of the user has no Dapr: it is not ours to install it there. */
export async function assertDapr(kube: Kube): Promise<void> {
  const resources = await kube.kubectl(['api-resources', '--api-group=dapr.io', '--output=name']);
  if (resources.includes('components.dapr.io')) return;
  throw new SetupError({
    what: 'the cluster has no Dapr',
    why: 'it does not know the resource type components.dapr.io',
    next: 'install Dapr as docs/how-to/deploy-with-helm.md says',
  });
}
