// What an API server answers to the chart's questions before an install, for helm's --dry-run=server.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The objects of a cluster, by path in the API without its first part: `v1/namespaces/shop`. */
export type ClusterContent = Record<string, object>;

/** The kinds that the chart looks up, and whether they are in a namespace. */
const KINDS: Record<string, [name: string, kind: string, namespaced: boolean][]> = {
  v1: [
    ['namespaces', 'Namespace', false],
    ['secrets', 'Secret', true],
  ],
  'apps/v1': [['deployments', 'Deployment', true]],
  'admissionregistration.k8s.io/v1': [
    ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', false],
  ],
};

/** Starts a stand-in on a free port: the path of a kubeconfig for it, and its end. */
export async function clusterStandIn(content: ClusterContent, groups: readonly string[]) {
  const server = createServer((request, response) => {
    const answer = answerTo(request, { content, groups });
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? NOT_FOUND));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'chart-cluster-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const named = (name: string, part: object) => ({ name, ...part });
  const config = {
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'stand-in' },
    clusters: [named('stand-in', { cluster: { server: `http://127.0.0.1:${port}` } })],
    users: [named('stand-in', { user: {} })],
    contexts: [named('stand-in', { context: { cluster: 'stand-in', user: 'stand-in' } })],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  return {
    kubeconfig,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const NOT_FOUND = {
  ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 },
};

function answerTo(
  { url = '' }: IncomingMessage,
  { content, groups }: { content: ClusterContent; groups: readonly string[] },
): object | undefined {
  const { pathname } = new URL(url, 'http://cluster');
  const path = pathname.replace(/^\/(?:apis|api)\//, '');
  if (pathname === '/version') return { major: '1', minor: '36', gitVersion: 'v1.36.3' };
  if (pathname === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (pathname === '/apis') return groupList([...Object.keys(KINDS).slice(1), ...groups]);
  if (groups.includes(path)) return resourceList(path, []);
  if (path in KINDS) return resourceList(path, KINDS[path] ?? []);
  const found = content[path];
  if (found === undefined) return undefined;
  return { apiVersion: 'v1', ...found };
}

function groupList(versions: string[]): object {
  const groups = versions.map((groupVersion) => {
    const [name = '', version = ''] = groupVersion.split('/');
    const one = { groupVersion, version };
    return { name, versions: [one], preferredVersion: one };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function resourceList(groupVersion: string, kinds: [string, string, boolean][]): object {
  const resources = kinds.map(([name, kind, namespaced]) => ({
    ...{ name, kind, namespaced, singularName: '', verbs: ['get', 'list'] },
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}
