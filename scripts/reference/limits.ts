import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { appNames } from '@commerce/contracts/apps';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';

const SECTIONS: [title: string, sources: string][] = [
  ...appNames.map((app): [string, string] => [app, `apps/${app}/src/**/*.ts`]),
  ['contracts', 'packages/contracts/src/**/*.ts'],
  ['runtime', 'packages/runtime/**/*.ts'],
];
/** A constant with a number, a product of numbers, a duration or a list, on its own line. */
const LIMIT =
  /^(?:export )?const ([A-Z][A-Z0-9_]*) = ([\d_]+(?: \* [\d_]+)*|'\d+m?s'|\[[\d, ]+\]);$/;

const NO_LIMITS = new Set(['WARN_LEVEL', 'FIRST_VERSION']);

/** The page of the named limits of waits, queues, pages, bodies and retries. */
export function limitsPage(): string {
  const sections = SECTIONS.flatMap(([title, sources]) => {
    const limits = globSync(sources, { cwd: root })
      .filter((file) => !file.endsWith('.test.ts') && !file.includes('node_modules'))
      .sort()
      .flatMap(limitsOf);
    if (limits.length === 0) return [];
    return [`## ${title}`, table(['limit', 'value', 'why', 'where'], limits)];
  });
  return page(
    'Limits',
    'Every wait, queue, page, body and retry has a named limit. The last part of a name is its unit. ' +
      'Limits that a setting can change are in [configuration](configuration.md), limits of request ' +
      'fields in the [HTTP API](http-api.md).',
    ...sections,
  );
}

function limitsOf(file: string): string[][] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const [, name, value] = LIMIT.exec(line) ?? [];
    if (name === undefined || value === undefined || NO_LIMITS.has(name)) return [];
    const shown = value.replaceAll('_', ',').replaceAll("'", '');
    return [[code(name), shown, commentAbove(lines, index), `[${basename(file)}](../../${file})`]];
  });
}

function commentAbove(lines: string[], index: number): string {
  const comment: string[] = [];
  for (let at = index - 1; /^(?:\/\*\*| \*|\/\/)/.test(lines[at] ?? ''); at -= 1) {
    comment.unshift((lines[at] ?? '').replace(/^(?:\/\*\*| \*\/| \*|\/\/)\s?|\*\/$/g, '').trim());
  }
  return comment
    .filter(Boolean)
    .join(' ')
    .replace(/\s*\*\/$/, '');
}
