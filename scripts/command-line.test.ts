import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from './places.ts';

/** Runs a script that imports little else. */
function sumInvoices(...args: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  return new Promise((done) => {
    const command = [join(root, 'scripts', 'sum-invoices.ts'), ...args];
    const child = execFile(process.execPath, command, (_, out, err) =>
      done({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });
}

test('--help shows how a command is used', async (t) => {
  const { exitCode, out, err } = await sumInvoices('--help');
  t.is(exitCode, 0);
  t.is(err, '');
  t.regex(out, /^Usage: node scripts\/sum-invoices\.ts \[options\] <file>/);
});

const mistakes: [title: string, args: string[], message: RegExp][] = [
  ['an unknown option', ['a.csv', '--force'], /unknown option '--force'/],
  ['an argument too many', ['a.csv', 'b.csv'], /too many arguments/],
  ['a missing argument', [], /missing required argument 'file'/],
  ['a wrong value', ['a.csv', '--invoices', '0'], /It must be a whole number from 1/],
];

for (const [title, args, message] of mistakes) {
  test(`${title} is refused with a message, the help and exit code 2`, async (t) => {
    const { exitCode, out, err } = await sumInvoices(...args);
    t.is(exitCode, 2);
    t.is(out, '');
    t.regex(err, message);
    t.regex(err, /Usage: node scripts\/sum-invoices/);
  });
}

test('every npm script reads its arguments in this way', (t) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const [name, command] of Object.entries(scripts)) {
    const file = command.split(' ').at(-1) ?? '';
    t.regex(readFileSync(join(root, file), 'utf8'), /\bcommandLine\(\{/, `npm run ${name}`);
  }
});
