import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { root } from './places.ts';

/** Least share of the lines of an app, or of the runtime, that unit and integration tests run, per cent. */
const LEAST = 80;
/** Files that are named for a part below that. */
const MAX_NAMED = 5;
/** What is counted. Files that no test has loaded count too. */
const SOURCES = ['apps/*/src/**/*.ts', 'packages/runtime/**/*.ts'];
const NOT_COUNTED = ['**/*.test.ts', '**/node_modules/**'];
const MAX_OUTPUT_BYTES = 10 * 1024 * 1024;
const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** Lines by file, as c8 reports them. */
export type LinesByFile = Record<string, { lines: { total: number; covered: number } }>;

interface Part {
  total: number;
  covered: number;
  files: { file: string; missed: number }[];
}

/** The environment in which Node writes into a folder which lines a process has run. */
export function coverageEnvironment(folder: string): Record<string, string> {
  return { NODE_V8_COVERAGE: folder };
}

/**
 * The lines of each app and of the runtime that tests have run, as text, from what their processes have
 * written into the folder. A process that was killed has written nothing.
 */
export async function coverageReport(folder: string): Promise<string> {
  const types = globSync(SOURCES, { cwd: root, exclude: NOT_COUNTED }).filter(hasOnlyTypes);
  const reports = join(folder, 'report');
  const args = [
    join(root, 'node_modules/c8/bin/c8.js'),
    ...['report', '--all', '--temp-directory', folder, '--reports-dir', reports],
    ...['--reporter', 'json-summary'],
    ...SOURCES.flatMap((pattern) => ['--include', pattern]),
    ...[...NOT_COUNTED, ...types].flatMap((pattern) => ['--exclude', pattern]),
  ];
  await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: MAX_OUTPUT_BYTES });
  const text = readFileSync(join(reports, 'coverage-summary.json'), 'utf8');
  return formatCoverage(JSON.parse(text) as LinesByFile);
}

// A file of types is never loaded, so it would count as one that no test runs.
function hasOnlyTypes(file: string): boolean {
  const code = stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'));
  return (
    code
      .replaceAll(COMMENTS, '')
      .replaceAll(/export \{\};?/g, '')
      .trim() === ''
  );
}

/** The report: a line for each part, and under one that is below the least the files that miss most. */
export function formatCoverage({ total: _total, ...byFile }: LinesByFile): string {
  const parts = new Map<string, Part>();
  for (const [path, { lines }] of Object.entries(byFile)) {
    const file = relative(root, path).split(sep).join('/');
    const name = file.split('/').slice(0, 2).join('/');
    const part = parts.get(name) ?? { total: 0, covered: 0, files: [] };
    part.total += lines.total;
    part.covered += lines.covered;
    part.files.push({ file, missed: lines.total - lines.covered });
    parts.set(name, part);
  }
  const rows = [...parts].sort(([a], [b]) => a.localeCompare(b));
  return [
    `lines that unit and integration tests run (the aim is ${LEAST} %)`,
    ...rows.flatMap(([name, part]) => [rowOf(name, part), ...belowOf(part)]),
  ].join('\n');
}

const shareOf = ({ total, covered }: Part) => (100 * covered) / total;

function rowOf(name: string, part: Part): string {
  const mark = shareOf(part) < LEAST ? '  below' : '';
  return `  ${name.padEnd(20)} ${shareOf(part).toFixed(1).padStart(5)} %${mark}`;
}

function belowOf(part: Part): string[] {
  if (shareOf(part) >= LEAST) return [];
  return part.files
    .sort((a, b) => b.missed - a.missed)
    .slice(0, MAX_NAMED)
    .map(({ file, missed }) => `    ${file}: ${missed} lines are not run`);
}
