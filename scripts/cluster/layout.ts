import { join } from 'node:path';
import { dataDirectory, root } from '../places.ts';

/** The addresses of the node: the machine reaches pods and services over a wire of its own. */
export const NETWORK = {
  machine: '10.111.0.1',
  node: '10.111.0.2',
  pods: '10.112.0.0/24',
  services: '10.113.0.0/24',
  /** Of the service `kubernetes` in `services`. */
  apiService: '10.113.0.1',
  dns: '10.113.0.10',
  /** The ends of the wire: of the machine, and of the node. */
  machineWire: 'commerce0',
  nodeWire: 'commerce1',
} as const;

export const NODE_NAME = 'node1';
/** The registry in the names of images that only this cluster has. */
export const LOCAL_REGISTRY = 'registry.local';

/** What is applied to the cluster as it is. */
export const MANIFESTS = join(root, 'scripts', 'cluster', 'manifests');

/** Where the files of the cluster are. */
export interface Places {
  home: string;
  certificates: string;
  settings: string;
  logs: string;
  /** /var/lib of the node: what survives its restart. */
  nodeState: string;
  /** The pid of the process whose namespaces are the node. */
  pidFile: string;
  kubeconfig: string;
}

/** The places of the one cluster of a data directory. */
export function placesOf(home: string = join(dataDirectory(), 'cluster')): Places {
  const certificates = join(home, 'certificates');
  return {
    home,
    certificates,
    settings: join(home, 'settings'),
    logs: join(home, 'logs'),
    nodeState: join(home, 'node'),
    pidFile: join(home, 'node.pid'),
    kubeconfig: join(certificates, 'admin.kubeconfig'),
  };
}
