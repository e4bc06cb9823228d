import { join } from 'node:path';
import type { App } from 'dapr-actor-runtime/app';
import { stringify } from 'yaml';
import { formatted } from '../formatted.ts';
import { type ClusterObject, production, render } from './render.ts';

/** What the chart renders to, a file for each app. */
export const GOLDEN = join('charts', 'golden');
const NOTE =
  '# What charts/commerce renders to in production. Written by `npm run charts`. Do not edit.\n';
/** The file of what is not of one app. */
const PLATFORM = 'platform';

/** The golden files: path in the repository and text. */
export async function goldenFiles(apps: readonly App[]): Promise<Map<string, string>> {
  const names = new Set(apps.map(({ name }) => name));
  const objects = await render(production(apps));
  // Dashboards are files of the repository as they are.
  const shown = objects.filter(({ metadata }) => !metadata.name.startsWith('dashboard-'));
  const byOwner = Map.groupBy(shown, ({ metadata: { labels } }) => {
    const name = labels?.['app.kubernetes.io/name'] ?? PLATFORM;
    return names.has(name) ? name : PLATFORM;
  });
  const written = [...byOwner].map(async ([owner, objects]): Promise<[string, string]> => {
    const file = join(GOLDEN, `${owner}.yaml`);
    return [file, await formatted(file, NOTE + documents(objects))];
  });
  return new Map(await Promise.all(written));
}

function documents(objects: ClusterObject[]): string {
  return objects
    .toSorted((a, b) => titleOf(a).localeCompare(titleOf(b)))
    .map((object) => stringify(object, { aliasDuplicateObjects: false }))
    .join('---\n');
}

function titleOf({ kind, metadata }: ClusterObject): string {
  return `${kind}/${metadata.name}`;
}
