import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from './places.ts';
import { chosenRun, readPattern, runTests } from './test-runs.ts';

/** Runs a suite of two test files; the second one has `body`. */
async function runWith(body: string) {
  mkdirSync(join(root, '.data'), { recursive: true });
  const cwd = mkdtempSync(join(root, '.data', 'test-runs-'));
  try {
    writeFileSync(
      join(cwd, 'package.json'),
      '{ "type": "module", "ava": { "workerThreads": false } }',
    );
    const head = `import { existsSync, writeFileSync } from 'node:fs';\nimport test from 'ava';\n`;
    writeFileSync(join(cwd, 'a.test.js'), `${head}test('a', (t) => t.pass());\n`);
    writeFileSync(
      join(cwd, 'b.test.js'),
      `${head}test('b', async (t) => {\n${body}\nt.pass();\n});\n`,
    );
    return await runTests(
      { title: 'inner', files: ['a.test.js', 'b.test.js'], concurrency: 1 },
      // Not printed: the outer suite would count these lines as its own.
      { env: {}, signal: new AbortController().signal, cwd, print: () => {} },
    );
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test('passing tests are counted', async (t) => {
  const { passed, failed, failures } = await runWith('');
  t.deepEqual({ passed, failed, failures }, { passed: 2, failed: 0, failures: [] });
});

test('a failing test is counted and named', async (t) => {
  const { passed, failed, failures } = await runWith('t.fail();');
  t.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
  t.regex(failures.join(), /✘ \[fail\]: b/);
});

test('a killed runner counts as a failure, reported with its last test', async (t) => {
  const { passed, failed, failures } = await runWith(
    `process.kill(process.ppid, 'SIGKILL'); await new Promise(() => {});`,
  );
  t.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
  t.regex(failures.join(), /ended with SIGKILL after 1 tests\n {4}the last was: ✔ a/);
});

test('a runner that crashes on an error that it cannot print counts as a failure', async (t) => {
  const { failed, failures } = await runWith(
    `setImmediate(() => { throw Object.assign(new Error('gone'), { stack: undefined }); });
     await new Promise(() => {});`,
  );
  t.is(failed, 1);
  t.regex(failures.join(), /ended with code 1[^]*Cannot read properties of undefined/);
});

test('a pattern without test files is refused, also beside one that has some', (t) => {
  const earlier = readPattern('scripts/test-runs.test.ts');
  t.deepEqual(chosenRun(earlier).files, ['scripts/test-runs.test.ts']);
  t.throws(() => readPattern('scripts/nothing.test.ts', earlier), {
    message: 'No test file matches it.',
  });
});
