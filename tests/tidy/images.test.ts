import test from 'ava';
import { contentOf, programs } from '../../scripts/images/image.ts';
import { licenceFaults } from '../../scripts/scan/licences.ts';
import { linesMatching, readText, repositoryFiles } from './repository-files.ts';

/** Lines of the Dockerfile that belong together, without comments. */
const instructions = readText('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '');
const fromLines = instructions.filter((line) => line.startsWith('FROM '));
const finalStage = instructions.slice(instructions.lastIndexOf(fromLines.at(-1) ?? '') + 1);

test('every base of the images is a value, with a digest by default', (t) => {
  t.true(fromLines.length > 1);
  for (const line of fromLines) {
    const [, name = ''] = /^FROM \$\{(\w+)\}(?: AS \w+)?$/.exec(line) ?? [];
    const defaults = instructions.filter((one) => one.startsWith(`ARG ${name}=`));
    t.is(defaults.length, 1, line);
    t.regex(defaults[0] ?? '', /=[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  }
});

test('the final stage runs nothing while it is built, and a user without a name when it runs', (t) => {
  const words = finalStage.map((line) => line.split(' ')[0]);
  t.deepEqual(
    words.filter((word) => !/^(?:ARG|LABEL|COPY|WORKDIR|USER|ENTRYPOINT)$/.test(word ?? '')),
    [],
  );
  // Kubernetes can only tell of a number that it is not root.
  const users = finalStage.filter((line) => line.startsWith('USER '));
  t.deepEqual(users, ['USER 65532:65532']);
  t.true(finalStage.every((line) => !line.startsWith('COPY ') || line.includes('--from=')));
});

test('no instruction needs a shell, and none fetches an address', (t) => {
  const shell = instructions.filter((line) => /^(?:RUN|CMD|ENTRYPOINT) (?!\[)/.test(line));
  t.deepEqual(shell, []);
  t.deepEqual(
    instructions.filter((line) => line.startsWith('ADD ')),
    [],
  );
});

test('the context of the build has what images are made of, and not the whole repository', (t) => {
  const rules = readText('.dockerignore').split('\n');
  const named = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
  t.is(
    rules.find((rule) => rule !== '' && !rule.startsWith('#')),
    '*',
  );
  const steps = repositoryFiles.filter(
    (file) => /^scripts\/images\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'),
  );
  // There only packages of production are installed, and none of the repository.
  const packages = linesMatching(steps, /^(?:import|export|\}) .*from '(?!\.|node:)/);
  t.deepEqual(packages, [], 'import modules of Node and of scripts only');
  const needed = new Set([...steps, ...programs().flatMap((one) => contentOf(one).files)]);
  for (const file of needed) {
    t.true(
      named.some((name) => file === name || file.startsWith(`${name}/`)),
      file,
    );
    t.notRegex(file, /\.test\.ts$|\.md$/);
  }
});

test('every package in an image may be passed on', (t) => {
  t.deepEqual(licenceFaults(), []);
});
