import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from './places.ts';
import { runTests } from './test-runs.ts';

/** Runs two test files, of which the second has `body`, as a suite of its own. */
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
      // Not printed: the suite that this test is part of would count the lines as its own.
      { env: {}, signal: new AbortController().signal, cwd, print: () => {} },
    );
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test('tests that pass are counted', async (t) => {
  const { passed, failed, failures } = await runWith('');
  t.deepEqual({ passed, failed, failures }, { passed: 2, failed: 0, failures: [] });
});

test('a test that fails is counted and named', async (t) => {
  const { passed, failed, failures } = await runWith('t.fail();');
  t.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
  t.regex(failures.join(), /✘ \[fail\]: b/);
});

test('a runner that is killed has failed, which is told with the last test', async (t) => {
  const { passed, failed, failures } = await runWith(
    `process.kill(process.ppid, 'SIGKILL'); await new Promise(() => {});`,
  );
  t.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
  t.regex(failures.join(), /ended with SIGKILL after 1 tests\n {4}the last was: ✔ a/);
});

test('a runner that dies of an error that it cannot show has failed', async (t) => {
  const { failed, failures } = await runWith(
    `setImmediate(() => { throw Object.assign(new Error('gone'), { stack: undefined }); });
     await new Promise(() => {});`,
  );
  t.is(failed, 1);
  t.regex(failures.join(), /ended with code 1[^]*Cannot read properties of undefined/);
});
