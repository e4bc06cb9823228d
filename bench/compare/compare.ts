import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Comparison, type ComparisonOptions, ownFaults } from './comparison.ts';
import { asHtml } from './html-report.ts';
import {
  asMarkdown,
  asText,
  circumstances,
  figuresTable,
  processesTable,
  ratiosTable,
} from './report.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const RESULTS = join(REPOSITORY, 'bench', 'results');
const PAGE = join(REPOSITORY, 'docs', 'performance.md');
const MARKED = /(<!-- comparison -->\n)[\s\S]*?(<!-- \/comparison -->)/;

/**
 * Compares the contenders, prints the tables and stores the report: as JSON in `jsonFile`, and for
 * a full comparison under bench/results and in docs/performance.md. Returns whether this platform
 * lost, duplicated and oversold nothing.
 */
export async function runComparison({
  jsonFile,
  ...options
}: Omit<ComparisonOptions, 'log'> & { jsonFile?: string | undefined }): Promise<boolean> {
  const comparison = await compare({ ...options, log: console.log });
  const text = `${JSON.stringify(comparison, null, 2)}\n`;
  if (jsonFile !== undefined) writeFileSync(jsonFile, text);
  const isWhole = !options.isQuick && options.only === undefined;
  if (isWhole) keepReport(comparison, text);
  const tables = [figuresTable, ratiosTable, processesTable].map((one) => asText(one(comparison)));
  console.log(`\n${[...circumstances(comparison), ...tables].join('\n\n')}\n`);
  const faults = ownFaults(comparison);
  console.log(
    faults.length === 0
      ? 'verdict: this platform lost, duplicated and oversold nothing'
      : `verdict: WRONG\n${faults.join('\n')}`,
  );
  return faults.length === 0;
}

function keepReport(comparison: Comparison, json: string): void {
  const date = comparison.startedAt.slice(0, 10);
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${date}.json`), json);
  writeFileSync(join(RESULTS, `${date}.html`), asHtml(comparison));
  const page = readFileSync(PAGE, 'utf8');
  const tables = [figuresTable, ratiosTable, processesTable].map((one) =>
    asMarkdown(one(comparison)),
  );
  const content = `\n${[...circumstances(comparison), ...tables].join('\n\n')}\n\n`;
  writeFileSync(
    PAGE,
    page.replace(MARKED, (_, open: string, close: string) => open + content + close),
  );
  execFileSync(join(REPOSITORY, 'node_modules', '.bin', 'prettier'), ['--write', PAGE]);
}
