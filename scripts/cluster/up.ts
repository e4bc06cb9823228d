import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Progress, during } from '@commerce/local-stack';
import { clusterArchive } from './archives.ts';
import { writeCertificates } from './certificates.ts';
import { type Kube, openKube } from './kube.ts';
import { MANIFESTS, NETWORK, NODE_NAME, type Places } from './layout.ts';
import { assertNodePossible, endNode, inNode, makeNode, nodePid, startInNode } from './node.ts';
import { writeSettings } from './node-settings.ts';
import { daprInCluster, helmProgram, type NodePrograms, nodePrograms } from './programs.ts';
import { systemPrograms } from './system-programs.ts';
import { until } from './wait.ts';

const READY_LIMIT_MS = 240_000;

/** All programs of the own cluster. */
export interface ClusterPrograms {
  node: NodePrograms;
  helm: string;
  /** The file with the images of the cluster and of Dapr. */
  archive: string;
  system: string | undefined;
}

/** Finds or builds what the own cluster needs. Throws SetupError where that cannot be, before anything runs. */
export async function clusterPrograms(progress: Progress): Promise<ClusterPrograms> {
  assertNodePossible();
  const system = await systemPrograms(progress);
  const node = await nodePrograms();
  const helm = await helmProgram();
  const dapr = await daprInCluster();
  const images = async () => clusterArchive(node, dapr);
  const archive = await during(progress, 'images of the cluster', images);
  return { node, helm, archive, system };
}

/** The own cluster, which runs. */
export function ownKube(places: Places, { node, helm }: ClusterPrograms): Promise<Kube> {
  const kubectl = [node.hyperkube, 'kubectl'];
  return openKube({ kubectl, helm }, { kubeconfig: places.kubeconfig });
}

/**
 * Starts a node and its cluster, or the same one again after `endNode`: what was in it comes back. Resolves when
 * names are answered. A cluster that runs is left as it is.
 */
export async function startCluster(
  places: Places,
  programs: ClusterPrograms,
  progress: Progress,
): Promise<Kube> {
  if (nodePid(places) !== undefined) return ownKube(places, programs);
  writeCertificates(places);
  writeSettings(places);
  try {
    await during(progress, 'control plane', async () => {
      await makeNode(places, programs.system);
      startControlPlane(places, programs.node);
      await until('containerd', READY_LIMIT_MS, () => inNode(places, 'ctr', 'version') !== '');
      await until('the API server', READY_LIMIT_MS, () => isReady(places, programs));
    });
    await during(progress, 'import of images', async () => {
      importImages(places, programs.archive);
    });
    return await during(progress, 'node and names', () => startNode(places, programs));
  } catch (error) {
    await endNode(places);
    throw error;
  }
}

async function isReady(places: Places, programs: ClusterPrograms): Promise<boolean> {
  await ownKube(places, programs);
  return true;
}

/** Makes the images of a file known to the node; those that it has cost nothing. */
export function importImages(places: Places, archive: string): void {
  inNode(places, 'ctr', '--namespace', 'k8s.io', 'images', 'import', archive);
}

function startControlPlane(places: Places, { hyperkube, etcd }: NodePrograms): void {
  const at = (file: string) => join(places.certificates, file);
  startInNode(places, 'etcd', [
    etcd,
    // On a disk, so that it is there after a restart, but not flushed: nobody's data are in it.
    ...['--data-dir', '/var/lib/etcd', '--unsafe-no-fsync', '--log-level', 'warn'],
    ...['--listen-client-urls', 'http://127.0.0.1:2379'],
    ...['--advertise-client-urls', 'http://127.0.0.1:2379'],
    ...['--listen-peer-urls', 'http://127.0.0.1:2380'],
  ]);
  startInNode(places, 'containerd', ['containerd', '-c', join(places.settings, 'containerd.toml')]);
  startInNode(places, 'apiserver', [
    ...[hyperkube, 'kube-apiserver', '--etcd-servers', 'http://127.0.0.1:2379'],
    ...['--advertise-address', NETWORK.node, '--secure-port', '6443', '--allow-privileged'],
    ...['--service-cluster-ip-range', NETWORK.services],
    ...['--authorization-mode', 'Node,RBAC', '--enable-admission-plugins', 'NodeRestriction'],
    ...['--client-ca-file', at('ca.crt')],
    ...['--tls-cert-file', at('apiserver.crt'), '--tls-private-key-file', at('apiserver.key')],
    ...['--kubelet-client-certificate', at('kubelet-client.crt')],
    ...['--kubelet-client-key', at('kubelet-client.key')],
    ...['--kubelet-preferred-address-types', 'InternalIP'],
    ...['--service-account-issuer', 'https://kubernetes.default.svc.cluster.local'],
    ...['--service-account-key-file', at('sa.pub')],
    ...['--service-account-signing-key-file', at('sa.key')],
  ]);
}

async function startNode(places: Places, programs: ClusterPrograms): Promise<Kube> {
  const { hyperkube, kubeRouter } = programs.node;
  const at = (file: string) => join(places.certificates, file);
  const identity = (user: string) => {
    const file = at(`${user}.kubeconfig`);
    const flags = ['--kubeconfig', '--authentication-kubeconfig', '--authorization-kubeconfig'];
    return flags.flatMap((flag) => [flag, file]);
  };
  startInNode(places, 'controller-manager', [
    ...[hyperkube, 'kube-controller-manager', ...identity('controller-manager')],
    ...['--service-account-private-key-file', at('sa.key'), '--root-ca-file', at('ca.crt')],
    ...['--use-service-account-credentials', '--leader-elect=false'],
  ]);
  startInNode(places, 'scheduler', [
    ...[hyperkube, 'kube-scheduler', ...identity('scheduler'), '--leader-elect=false'],
  ]);
  startInNode(places, 'kubelet', [
    ...[hyperkube, 'kubelet', '--config', join(places.settings, 'kubelet.yaml')],
    ...['--kubeconfig', at('node.kubeconfig'), '--hostname-override', NODE_NAME],
    ...['--node-ip', NETWORK.node],
  ]);
  startInNode(places, 'proxy', [
    ...[hyperkube, 'kube-proxy', '--config', join(places.settings, 'proxy.yaml')],
  ]);
  const kube = await ownKube(places, programs);
  await until('the node', READY_LIMIT_MS, async () => {
    await kube.kubectl(['wait', '--for=condition=Ready', `node/${NODE_NAME}`, '--timeout=10s']);
    return true;
  });
  // It applies network policies, and nothing else. It ends if it does not find its node.
  startInNode(places, 'kube-router', [
    ...[kubeRouter, '--run-router=false', '--run-service-proxy=false', '--run-firewall=true'],
    ...['--kubeconfig', places.kubeconfig, '--hostname-override', NODE_NAME],
    ...['--service-cluster-ip-range', NETWORK.services, '--health-port', '20244'],
  ]);
  await kube.kubectl(['apply', '-f', join(MANIFESTS, 'coredns.yaml')]);
  await rolledOut(kube, 'kube-system');
  return kube;
}

/** Waits until all deployments and stateful sets of a namespace are ready. Throws after the limit. */
export async function rolledOut(
  kube: Kube,
  namespace: string,
  limitMs: number = READY_LIMIT_MS,
): Promise<void> {
  const kinds = 'deployments.apps,statefulsets.apps';
  const names = await kube.kubectl(['get', kinds, '--namespace', namespace, '--output', 'name']);
  for (const name of names.split('\n').filter(Boolean)) {
    const wait = ['--namespace', namespace, `--timeout=${limitMs / 1000}s`];
    await kube.kubectl(['rollout', 'status', name, ...wait]);
  }
}

/** Ends the cluster and removes everything of it but its logs. */
export async function removeCluster(places: Places): Promise<void> {
  await endNode(places);
  for (const folder of [places.nodeState, places.certificates, places.settings]) {
    rmSync(folder, { recursive: true, force: true });
  }
}
