import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../places.ts';

/** What a release of the repository is made of, as far as its version goes. */
export interface Versions {
  /** Of package.json. */
  version: string;
  /** Of the chart and of what it installs. */
  chart: { version: string; appVersion: string };
  /** The text of CHANGELOG.md. */
  changelog: string;
}

/** The version of the repository. */
export function repositoryVersion(): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The versions as the files of the repository say. */
export function readVersions(): Versions {
  const chart = readFileSync(join(root, 'charts/commerce/Chart.yaml'), 'utf8');
  return {
    version: repositoryVersion(),
    chart: parse(chart) as Versions['chart'],
    changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
  };
}

/** What the changelog says of a version, without its heading; undefined if there is no such heading. */
export function changesOf(version: string, changelog: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const isOfVersion = (text: string) => /^\[?([^\s\]]+)/.exec(text)?.[1] === version;
  return sections.find(isOfVersion)?.replace(/^.*\n/, '').trim();
}

/** Why a tag is no release of the repository as it is, one sentence for each reason. */
export function releaseFaults(tag: string, { version, chart, changelog }: Versions): string[] {
  const faults = [];
  if (tag !== `v${version}`) faults.push(`the tag is ${tag}, and package.json has ${version}`);
  for (const name of ['version', 'appVersion'] as const) {
    if (chart[name] === version) continue;
    faults.push(
      `package.json has ${version}, and the ${name} of charts/commerce is ${chart[name]}`,
    );
  }
  const changes = changesOf(version, changelog);
  if (changes === undefined) faults.push(`CHANGELOG.md has no heading '## ${version}'`);
  else if (changes === '') faults.push(`CHANGELOG.md says nothing under '## ${version}'`);
  return faults;
}
