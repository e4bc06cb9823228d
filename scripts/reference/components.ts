import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';

interface Component {
  metadata: { name: string };
  scopes?: string[];
  spec: { type: string; version: string; metadata: Metadata[] };
}

interface Metadata {
  name: string;
  value?: string;
  secretKeyRef?: { name: string };
}

interface RunFile {
  apps: {
    appID: string;
    appPort?: number;
    daprHTTPPort: number;
    daprGRPCPort: number;
    daprInternalGRPCPort: number;
    metricsPort: number;
  }[];
}

/** The page of the Dapr components, the ports of the run file, and the inbound retries. */
export function componentsPage(): string {
  const components = globSync('components/local/*.yaml', { cwd: root }).sort();
  return page(
    'Components and ports',
    'Apps refer to components by name only; `components/local/` configures them for one machine. ' +
      'Secrets come from the environment of the sidecar. `components/accelerated/` has the same ' +
      'components with types of our own build ([choose a Dapr](../how-to/choose-dapr.md)): ' +
      `${acceleratedTypes().join(', ')}. \`components/kafka/\` and \`components/jetstream/\` have another ` +
      '`pubsub` ([choose a broker](../how-to/choose-a-broker.md)).',
    ...components.flatMap(componentSection),
    '## Redelivery',
    redelivery(),
    '## Access',
    'For each app, from [dapr/access.yaml](../../dapr/access.yaml). Everything else is refused.',
    accessTable(),
    '## Ports of the apps',
    'All ports listen on 127.0.0.1, from [dapr/dapr.yaml](../../dapr/dapr.yaml).',
    portTable(),
  );
}

/** The types of the accelerated components that differ from the plain ones. */
function acceleratedTypes(): string[] {
  const typesOf = (set: string) =>
    globSync(`components/${set}/*.yaml`, { cwd: root }).map((file) => {
      return read<Component>(file).content.spec.type;
    });
  const plain = new Set(typesOf('local'));
  return [...new Set(typesOf('accelerated'))]
    .filter((type) => !plain.has(type))
    .sort()
    .map(code);
}

function read<T>(file: string): { content: T; comment: string } {
  const text = readFileSync(join(root, file), 'utf8');
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const comment = lines.slice(0, end).map((line) => line.replace(/^# ?/, ''));
  return { content: parse(text) as T, comment: comment.join(' ') };
}

function componentSection(file: string): string[] {
  const { content, comment } = read<Component>(file);
  const { metadata, scopes, spec } = content;
  const settings = spec.metadata.map(({ name, value, secretKeyRef }) => [
    code(name),
    secretKeyRef === undefined ? code(value ?? '') : `secret ${code(secretKeyRef.name)}`,
  ]);
  return [
    `## ${metadata.name}`,
    `${code(spec.type)} ${spec.version}, for ${scopes?.join(', ') ?? 'every app'}. ${comment}`.trim(),
    ...(settings.length === 0 ? [] : [table(['setting', 'value'], settings)]),
  ];
}

function redelivery(): string {
  const { content, comment } = read<{
    spec: { policies: { retries: Record<string, Record<string, unknown>> } };
  }>('dapr/resources/resiliency.yaml');
  const rows = Object.entries(content.spec.policies.retries).map(([name, policy]) => [
    code(name),
    Object.entries(policy)
      .map(([key, value]) => `${key} ${String(value)}`)
      .join(', '),
  ]);
  return `${comment}\n\n${table(['policy', 'settings'], rows)}`;
}

function accessTable(): string {
  const { content } =
    read<Record<string, { apis: string[]; callers: Record<string, string[]> }>>('dapr/access.yaml');
  const rows = Object.entries(content).map(([app, { apis, callers }]) => [
    app,
    apis.map(code).join(', ') || 'none',
    Object.entries(callers)
      .map(([caller, operations]) => `${caller}: ${operations.map(code).join(', ')}`)
      .join('; ') || 'none',
  ]);
  return table(['app', 'allowed Dapr APIs', 'allowed callers and operations'], rows);
}

function portTable(): string {
  const { content } = read<RunFile>('dapr/dapr.yaml');
  const rows = content.apps.map((app) => [
    app.appID,
    app.appPort === undefined ? `${code('GATEWAY_PORT')}` : String(app.appPort),
    String(app.daprHTTPPort),
    String(app.daprGRPCPort),
    String(app.daprInternalGRPCPort),
    String(app.metricsPort),
  ]);
  return table(
    ['app', 'app port', 'Dapr HTTP', 'Dapr gRPC', 'Dapr internal', 'Dapr metrics'],
    rows,
  );
}
