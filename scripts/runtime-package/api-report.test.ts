import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { reportOf } from './api-report.ts';
import { importedPackages, packagesOf } from './imports.ts';

/** A folder with these files. */
function folderWith(t: ExecutionContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'api-report-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const TWO_BLOCKS = {
  'doors/index.d.ts': `export { open, type Door as Entrance } from './door.js';
export type { Log } from '../logs/index.js';
export { type Level } from 'levels';
`,
  'doors/door.d.ts': `import type { Log } from '../logs/index.js';
import { type Key } from './key.js';
/** A door. */
export interface Door {
    /** Its key. */
    key: Key;
}
export declare function open(door: Door, log: Log): import("./key.js").Trace;
export declare function notExported(): void;
`,
  'doors/key.d.ts': `export interface Key {
    teeth: number;
}
export type Trace = string;
`,
  'logs/index.d.ts': `export interface Log {
    write(line: string): void;
}
`,
  'doors/index.js': `import { open } from './door.js';\nexport { open };\n`,
  'doors/door.js': `import levels, { one } from 'levels/one';\nimport '../logs/index.js';\n`,
  'logs/index.js': `import { join } from 'node:path';\nimport * as sink from '@sinks/file';\n`,
};

test('a report has what a block exports, and what that names without exporting it', (t) => {
  const report = reportOf(folderWith(t, TWO_BLOCKS), ['doors', 'logs']);
  const [, doors = '', logs = ''] = report.split(/^## .+$/m);
  t.regex(doors, /\/\/ exported as Entrance\ninterface Door \{/);
  t.regex(doors, /function open\(door: Door, log: Log\): Trace;/);
  t.regex(doors, /export \{ Level \} from 'levels';/);
  t.regex(
    doors,
    /not exported:[^]*interface Key \{\n {4}teeth: number;\n\}[^]*type Trace = string;/,
  );
  t.notRegex(doors, /notExported|Its key/);
  t.regex(logs, /interface Log/);
});

test('a changed type that is only named changes the report', (t) => {
  const changed = {
    ...TWO_BLOCKS,
    'doors/key.d.ts': 'export type Key = 1;\nexport type Trace = 2;\n',
  };
  const names = ['doors', 'logs'];
  t.not(reportOf(folderWith(t, changed), names), reportOf(folderWith(t, TWO_BLOCKS), names));
});

test('a report fails for a statement that it does not understand', (t) => {
  const odd = { ...TWO_BLOCKS, 'doors/index.d.ts': `export * from './door.js';\n` };
  t.throws(() => reportOf(folderWith(t, odd), ['doors']), {
    message: /does not understand: export \*/,
  });
});

test('the packages of a block are those of its code and types, also through other blocks', (t) => {
  const folder = folderWith(t, TWO_BLOCKS);
  t.deepEqual(packagesOf('doors', folder), ['@sinks/file', 'levels']);
  t.deepEqual(packagesOf('logs', folder), ['@sinks/file']);
  const { code, types } = importedPackages(folder);
  t.deepEqual([...code].toSorted(), ['@sinks/file', 'levels']);
  t.deepEqual([...types], ['levels']);
});
