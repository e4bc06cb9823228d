import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_REGISTRY, NETWORK, NODE_NAME, type Places } from './layout.ts';

/** The image that holds the namespaces of a pod. */
export const PAUSE_IMAGE = `${LOCAL_REGISTRY}/pause:1`;

const MAX_PODS = 100;

function containerd(settings: string): string {
  return `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  disable_apparmor = true
  # Root in a container may not lower the score of a process.
  restrict_oom_score_adj = true
  # So that CoreDNS listens on port 53 without root.
  enable_unprivileged_ports = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${join(settings, 'cni')}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;
}

const CNI = {
  cniVersion: '0.4.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipMasq: false,
      hairpinMode: true,
      ipam: {
        type: 'host-local',
        dataDir: '/var/lib/cni/networks',
        ranges: [[{ subnet: NETWORK.pods }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
};

function kubelet(certificates: string): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    // Machines of both kinds of cgroups are nodes.
    failCgroupV1: false,
    cgroupDriver: 'cgroupfs',
    failSwapOn: false,
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: join(certificates, 'ca.crt') },
    },
    authorization: { mode: 'Webhook' },
    tlsCertFile: join(certificates, 'node.crt'),
    tlsPrivateKeyFile: join(certificates, 'node.key'),
    clusterDNS: [NETWORK.dns],
    clusterDomain: 'cluster.local',
    resolvConf: '',
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '1Gi',
      'imagefs.available': '1Gi',
    },
    // An image that is collected cannot be had again: there is no registry.
    imageGCHighThresholdPercent: 100,
    enforceNodeAllocatable: ['pods'],
    maxPods: MAX_PODS,
  };
}

function proxy(certificates: string): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'iptables',
    iptables: { minSyncPeriod: '100ms', syncPeriod: '30s' },
    clusterCIDR: NETWORK.pods,
    hostnameOverride: NODE_NAME,
    clientConnection: { kubeconfig: join(certificates, 'proxy.kubeconfig') },
    // Settings of the machine that a network namespace may not change.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
}

/** Writes the settings of the node's programs; JSON is YAML, too. */
export function writeSettings({ settings, certificates }: Places): void {
  mkdirSync(join(settings, 'cni'), { recursive: true });
  const write = (file: string, value: object | string) =>
    writeFileSync(
      join(settings, file),
      typeof value === 'string' ? value : JSON.stringify(value, null, 2),
    );
  write('containerd.toml', containerd(settings));
  write('cni/10-pods.conflist', CNI);
  write('kubelet.yaml', kubelet(certificates));
  write('proxy.yaml', proxy(certificates));
}
