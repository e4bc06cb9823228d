import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { root } from '../../scripts/places.ts';
import { secretsIn } from '../../scripts/scan/secrets.ts';

/** Longest search of the whole history, ms: two minutes were seen on a busy machine. */
const HISTORY_TIMEOUT_MS = 15 * 60_000;
const AUTHOR = ['-c', 'user.name=test', '-c', 'user.email=test@shop.example'];
/** The form of a key of AWS, put together here so that this file has none. */
const SECRET = ['AKIA', 'Q3EGRYUKZ5WB7TMN'].join('');

/** A repository with commits, each of them some files. */
function repositoryOf(t: ExecutionContext, commits: Record<string, string>[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-secrets-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const git = (...args: string[]) =>
    execFileSync('git', [...AUTHOR, ...args], { cwd: folder, stdio: 'ignore' });
  git('init');
  for (const files of commits) {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    git('add', '.');
    git('commit', '--message', 'a change');
  }
  return folder;
}

test('the history has no secrets', async (t) => {
  t.timeout(HISTORY_TIMEOUT_MS);
  t.deepEqual(await secretsIn(root), []);
});

test('a secret that a later commit removed is found, and not repeated', async (t) => {
  const folder = repositoryOf(t, [{ 'a.ts': `const key = '${SECRET}';\n` }, { 'a.ts': '\n' }]);
  const secrets = await secretsIn(folder);
  t.is(secrets.length, 1);
  t.regex(secrets[0] ?? '', /^a\.ts:1 of commit [0-9a-f]{12} looks like a secret \(aws-/);
  t.false(secrets.join().includes(SECRET));
});

test('a file with texts that are known not to be secrets can still have a secret', async (t) => {
  const example = "{ 'Idempotency-Key': '0d5c2f6e-3b1a-4c58-9f0e-7a64d1b2c3e8' }";
  const sum = `sentry: '${'a78ee22d9c85608acafc10a73e12c296'.repeat(2)}'`;
  const files = {
    'packages/contracts/src/order/operations.ts': `${example}\n`,
    'packages/local-stack/src/dapr-versions.ts': `${sum}\n`,
    'charts/golden/order.yaml': `        checksum/secrets: ${'d7bb6c2e230e2965'.repeat(4)}\n`,
    'terraform/modules/data/tests/external.tftest.hcl':
      'secret = "56789abcdef0123456789abcdef01234"\n',
  };
  t.deepEqual(await secretsIn(repositoryOf(t, [files])), []);
  const added = Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, `${text}const key = '${SECRET}';\n`]),
  );
  t.is((await secretsIn(repositoryOf(t, [added]))).length, Object.keys(files).length);
});

test('a clone without old commits is not called clean', async (t) => {
  const folder = repositoryOf(t, [{ 'a.ts': '1\n' }, { 'a.ts': '2\n' }]);
  const shallow = mkdtempSync(join(tmpdir(), 'commerce-shallow-'));
  t.teardown(() => rmSync(shallow, { recursive: true }));
  const args = ['clone', '--depth', '1', `file://${folder}`, shallow];
  execFileSync('git', args, { stdio: 'ignore' });
  await t.throwsAsync(secretsIn(shallow), { message: /only the newest commits/ });
});
