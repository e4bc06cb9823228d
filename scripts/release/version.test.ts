import test from 'ava';
import { changesOf, releaseFaults, type Versions } from './version.ts';

const CHANGELOG = `# Changelog

## Unreleased

- Something new.

## 1.2.0 - 2026-03-01

### Added

- A command.

## [1.1.0] - 2026-02-01

## 1.0.0
`;
const SOUND: Versions = {
  version: '1.2.0',
  chart: { version: '1.2.0', appVersion: '1.2.0' },
  changelog: CHANGELOG,
};

test('the changes of a version are what is between its heading and the next', (t) => {
  t.is(changesOf('1.2.0', CHANGELOG), '### Added\n\n- A command.');
  t.is(changesOf('1.1.0', CHANGELOG), '');
  t.is(changesOf('1.0', CHANGELOG), undefined);
});

test('a tag can be released if package, chart and changelog have its version', (t) => {
  t.deepEqual(releaseFaults('v1.2.0', SOUND), []);
  const faulty: [string, Partial<Versions>, RegExp][] = [
    ['v1.3.0', {}, /the tag is v1\.3\.0, and package\.json has 1\.2\.0/],
    ['1.2.0', {}, /the tag is 1\.2\.0/],
    ['v1.2.0', { chart: { version: '1.1.0', appVersion: '1.2.0' } }, /the version of charts/],
    ['v1.2.0', { chart: { version: '1.2.0', appVersion: '1.1.0' } }, /the appVersion of charts/],
    ['v1.2.0', { changelog: '## Unreleased\n' }, /no heading/],
    ['v1.2.0', { changelog: '## 1.2.0\n\n## 1.1.0\n\n- Old.\n' }, /says nothing/],
  ];
  for (const [tag, change, said] of faulty) {
    const faults = releaseFaults(tag, { ...SOUND, ...change });
    t.is(faults.length, 1, faults.join('\n'));
    t.regex(faults[0] ?? '', said);
  }
});
