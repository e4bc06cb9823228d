import { execFile } from 'node:child_process';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  cacheDirectory,
  createProgress,
  DAPR_VERSIONS,
  findDaprBinaries,
} from '@commerce/local-stack';
import { goModuleFolder } from '../go-module.ts';
import { goTools } from '../go-tools.ts';
import { root } from '../places.ts';

/** The programs of a node. */
export interface NodePrograms {
  /** Every program of Kubernetes, and kubectl: the first argument chooses. */
  hyperkube: string;
  pause: string;
  etcd: string;
  coredns: string;
  kubeRouter: string;
}

/** The programs of Dapr in a cluster, by the names that its chart gives their images. */
export type DaprInCluster = Readonly<
  Record<'operator' | 'injector' | 'sentry' | 'placement' | 'scheduler' | 'daprd', string>
>;

/** Finds or builds the programs of the node; about 15 minutes on two cores, once. */
export async function nodePrograms(): Promise<NodePrograms> {
  const kubernetes = await goTools('cluster-kubernetes');
  const etcd = await goTools('cluster-etcd');
  const coredns = await goTools('cluster-coredns');
  const kubeRouter = await goTools('cluster-kube-router');
  return {
    hyperkube: kubernetes('hyperkube'),
    pause: kubernetes('pause'),
    etcd: etcd('etcd'),
    coredns: coredns('coredns'),
    kubeRouter: kubeRouter('kube-router'),
  };
}

/** Finds or builds the programs of Dapr that run in a cluster. Throws SetupError if they cannot be had. */
export async function daprInCluster(): Promise<DaprInCluster> {
  const added = await goTools('cluster-dapr');
  const step = createProgress().step('Dapr');
  // Our own build, since only its programs run in an image without libraries.
  const needs = { mtls: 'required', accelerated: true, download: undefined } as const;
  const { daprd, services, sentry } = await findDaprBinaries(
    join(root, 'dapr', 'binaries'),
    step,
    needs,
  );
  step.done();
  if (services === undefined || sentry === undefined) {
    throw new Error('a build of Dapr lacks placement, scheduler or sentry');
  }
  return { ...services, sentry, daprd, operator: added('operator'), injector: added('injector') };
}

/** The path of Helm. */
export async function helmProgram(): Promise<string> {
  return (await goTools('helm'))('helm');
}

/**
 * A copy of Dapr's own chart, which comes with its Go module. Throws SetupError if it is neither in the cache
 * nor to be had.
 */
export async function daprChart(): Promise<string> {
  const version = DAPR_VERSIONS.pinned;
  const home = join(cacheDirectory(), `dapr-chart-${version}`);
  if (existsSync(home)) return home;
  const module = await goModuleFolder(`github.com/dapr/dapr@v${version}`, "which has Dapr's chart");
  const temporary = `${home}.${process.pid}.new`;
  cpSync(join(module, 'charts', 'dapr'), temporary, { recursive: true });
  // Files of the module cache are read-only, and so would be their copy.
  await promisify(execFile)('chmod', ['-R', 'u+w', temporary]);
  rmSync(home, { recursive: true, force: true });
  renameSync(temporary, home);
  return home;
}
