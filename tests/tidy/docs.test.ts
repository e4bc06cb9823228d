import { statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import test from 'ava';
import { readText, repositoryFiles, root } from './repository-files.ts';

const pages = repositoryFiles.filter((file) => file.endsWith('.md'));
const decisions = pages.filter((file) => /^docs\/adr\/.+\.md$/.test(file));
const DECISION_NAME = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/;
const DECISION_HEADINGS = ['Context', 'Options', 'Decision', 'Cost'];
/** The line under the title; an amendment or a successor is a decision of this folder. */
const DECISION_STATUS =
  /^# .+\n\nStatus: (?:accepted(?:, amended by ADR \d{4}(?:(?:, ADR \d{4})* and ADR \d{4})?)?|superseded by ADR \d{4})\n\n/;
const CHANGE_HEADINGS = ['Added', 'Changed', 'Fixed'];

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

function headingsOf(text: string, level: number): string[] {
  const pattern = new RegExp(`^#{${level}} (.+)$`, 'gm');
  const outsideCode = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...outsideCode.matchAll(pattern)].map(([, heading = '']) => heading);
}

/** The anchors that GitHub generates for the headings of a page. */
function anchorsOf(text: string): string[] {
  return [1, 2, 3, 4]
    .flatMap((level) => headingsOf(text, level))
    .map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
}

function brokenLinksOf(page: string): string[] {
  const links = withoutCode(readText(page)).matchAll(/\]\(<?([^)>\s]+)>?(?: "[^"]*")?\)/g);
  return [...links].flatMap(([, link = '']) => {
    if (/^(?:https?|mailto):/.test(link)) return [];
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path));
    const found = statSync(join(root, target), { throwIfNoEntry: false });
    if (found === undefined || target.startsWith('..')) return [`${page}: ${link}`];
    if (anchor === undefined || !found.isFile()) return [];
    return anchorsOf(readText(target)).includes(anchor) ? [] : [`${page}: ${link}`];
  });
}

test('every link inside the repository has a target', (t) => {
  t.deepEqual(pages.flatMap(brokenLinksOf), [], 'correct the path or the heading after #');
});

test('every npm command on a page exists', (t) => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
  const unknown = pages.flatMap((page) =>
    [...readText(page).matchAll(/npm run ([\w:-]+)/g)]
      .filter(([, name = '']) => !Object.hasOwn(scripts, name))
      .map(([command]) => `${page}: ${command}`),
  );
  t.deepEqual(unknown, [], `package.json has ${Object.keys(scripts).join(', ')}`);
});

test('decisions are numbered without gaps', (t) => {
  const numbers = decisions.map((file) => DECISION_NAME.exec(file)?.[1]);
  const expected = decisions.map((_, index) => String(index + 1).padStart(4, '0'));
  t.true(decisions.length > 0);
  t.deepEqual(numbers, expected, 'name it docs/adr/<next number>-<what-was-decided>.md');
});

test('every decision has the sections context, options, decision and cost', (t) => {
  for (const file of decisions) t.deepEqual(headingsOf(readText(file), 2), DECISION_HEADINGS, file);
});

test('every decision has a status under its title', (t) => {
  const numbers = new Set(decisions.map((file) => DECISION_NAME.exec(file)?.[1]));
  for (const file of decisions) {
    const [status] = DECISION_STATUS.exec(readText(file)) ?? [];
    t.truthy(status, `${file}: write 'Status: accepted' or 'Status: superseded by ADR <number>'`);
    const named = [...(status?.split('\n\n')[1] ?? '').matchAll(/\d{4}/g)].map(String);
    t.true(
      named.every((number) => numbers.has(number)),
      `${file}: its status names a missing ADR`,
    );
  }
});

test('every block, package and simulator has a README', (t) => {
  const homes = repositoryFiles.flatMap(
    (file) => /^(?:packages\/runtime|packages|simulators)\/[^/]+(?=\/)/.exec(file)?.[0] ?? [],
  );
  const wanted = [...new Set(homes)].filter((home) => home !== 'packages/runtime');
  const missing = wanted.filter((home) => !repositoryFiles.includes(`${home}/README.md`));
  t.deepEqual(missing, [], 'write a README.md: what it guarantees, how it is used, its limits');
});

test('the changelog has its sections', (t) => {
  const changelog = readText('CHANGELOG.md');
  t.is(headingsOf(changelog, 2)[0], 'Unreleased');
  const unknown = headingsOf(changelog, 3).filter((one) => !CHANGE_HEADINGS.includes(one));
  t.deepEqual(unknown, [], `sections are ${CHANGE_HEADINGS.join(', ')}`);
});
