import { goTools } from '../go-tools.ts';

/** The programs of a node. */
export interface NodePrograms {
  /** Every program of Kubernetes, and kubectl: the first argument chooses. */
  hyperkube: string;
  pause: string;
  etcd: string;
  coredns: string;
  kubeRouter: string;
}

/** Finds or builds the programs of the node. Throws SetupError if they cannot be built. */
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
