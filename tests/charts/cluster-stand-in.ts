// What an API server answers to the chart's questions before an install, for helm's --dry-run=server.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterObject } from '../../scripts/charts/render.ts';

/** The objects of a cluster, by path in the API without its first part: `v1/namespaces/shop`. */
export type ClusterContent = Record<string, object>;

type Kinds = Record<string, [name: string, kind: string, namespaced: boolean][]>;

/** The kinds that the chart looks up, and whether they are in a namespace. */
const LOOKED_UP: Kinds = {
  v1: [
    ['namespaces', 'Namespace', false],
    ['secrets', 'Secret', true],
  ],
  'apps/v1': [['deployments', 'Deployment', true]],
  'admissionregistration.k8s.io/v1': [
    ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', false],
  ],
};

/** The kinds above, and those of other objects. */
function kindsWith(objects: readonly ClusterObject[]): Kinds {
  const kinds = structuredClone(LOOKED_UP);
  for (const { apiVersion, kind } of objects) {
    const known = (kinds[apiVersion] ??= []);
    const name = `${kind.toLowerCase().replace(/y$/, 'ie')}s`;
    if (!known.some(([, one]) => one === kind)) known.push([name, kind, true]);
  }
  return kinds;
}

/**
 * Starts a stand-in on a free port: the path of a kubeconfig for it, and its end. It takes `objects` in an install,
 * besides what the chart looks up; `groups` it only names.
 */
export async function clusterStandIn(
  content: ClusterContent,
  { groups = [], objects = [] }: { groups?: string[]; objects?: readonly ClusterObject[] },
) {
  const kinds = kindsWith(objects);
  const server = createServer((request, response) => {
    const answer = answerTo(request, { content, groups, kinds });
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
  { content, groups, kinds }: { content: ClusterContent; groups: readonly string[]; kinds: Kinds },
): object | undefined {
  const { pathname } = new URL(url, 'http://cluster');
  const path = pathname.replace(/^\/(?:apis|api)\//, '');
  if (pathname === '/version') return { major: '1', minor: '36', gitVersion: 'v1.36.3' };
  if (pathname === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (pathname === '/apis') return groupList([...Object.keys(kinds).slice(1), ...groups]);
  if (groups.includes(path)) return resourceList(path, []);
  if (path in kinds) return resourceList(path, kinds[path] ?? []);
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

function resourceList(groupVersion: string, kinds: Kinds[string]): object {
  const resources = kinds.map(([name, kind, namespaced]) => ({
    ...{ name, kind, namespaced, singularName: '', verbs: ['get', 'list'] },
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}
