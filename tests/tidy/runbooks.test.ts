import type { AppName } from '@commerce/contracts/apps';
import { operationsOf } from '@commerce/platform/documents';
import { deadLetterRoutes } from 'dapr-actor-runtime/subscriber';
import test from 'ava';
import { parse } from 'yaml';
import { loadApps } from '../../scripts/generate/apps.ts';
import { readText, repositoryFiles } from './repository-files.ts';

const FOLDER = 'docs/runbooks';
const SECTIONS = ['What users see', 'How to look', 'What to do'];
const CASES = 'tests/charts/alerts.promtool.yaml';

const { rules: alerts } = parse(readText('charts/commerce/files/alerts.yaml')) as {
  rules: { alert: string; severity: string }[];
};
const pages = repositoryFiles.filter(
  (file) => file.startsWith(`${FOLDER}/`) && !file.endsWith('/README.md'),
);
const apps = await loadApps();

/** As the chart names the page of an alert. */
function pageOf(alert: string): string {
  const words = alert.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return `${FOLDER}/${words}.md`;
}

test('every alert has a page that says what it means, how to look and what to do', (t) => {
  t.deepEqual(alerts.map(({ alert }) => pageOf(alert)).sort(), pages.toSorted());
  for (const { alert } of alerts) {
    const text = readText(pageOf(alert));
    t.true(text.startsWith(`# ${alert}\n\n`), alert);
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    t.deepEqual(sections, SECTIONS, alert);
    t.regex(text, /```sh\n/, `${alert}: it has no command`);
  }
});

test('the list of the runbooks has every alert with its severity', (t) => {
  const list = readText(`${FOLDER}/README.md`);
  for (const { alert, severity } of alerts) {
    const file = pageOf(alert).slice(FOLDER.length + 1);
    t.regex(list, new RegExp(`^\\| \\[${alert}\\]\\(${file}\\) +\\| ${severity} +\\|`, 'm'));
  }
});

test('every alert has a case in which it fires, and one in which it does not', (t) => {
  const { tests } = parse(readText(CASES)) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const cases = tests.flatMap((one) => one.alert_rule_test);
  for (const { alert } of alerts) {
    const own = cases.filter(({ alertname }) => alertname === alert);
    t.true(
      own.some((one) => one.exp_alerts.length > 0),
      `${alert}: add one to ${CASES}`,
    );
    t.true(
      own.some((one) => one.exp_alerts.length === 0),
      `${alert}: add one to ${CASES}`,
    );
  }
});

// Only the methods and paths are used.
const deadLetters = deadLetterRoutes({ database: {} as never, appToken: '' });
const HEALTH = ['GET /healthz', 'GET /readyz'];

test('every command of a runbook asks an app for what it answers, and names objects that the chart makes', (t) => {
  for (const page of pages) {
    const text = readText(page);
    for (const [, app = '', method = '', path = ''] of text.matchAll(
      /^\s*ask (\S+) (\S+) (\S+)/gm,
    )) {
      const operations = [...operationsOf(app as AppName), ...deadLetters];
      const patterns = operations.map(
        (one) => `${one.method} ${one.path.replaceAll(/:\w+/g, '[^/]+')}`,
      );
      const isKnown = [...HEALTH, ...patterns].some((one) =>
        new RegExp(`^${one}$`).test(`${method} ${path}`),
      );
      t.true(isKnown, `${page}: ${app} has no ${method} ${path}`);
    }
    for (const [, name = ''] of text.matchAll(/deploy\/([\w-]+)/g)) {
      t.true(
        apps.some((app) => app.name === name),
        `${page}: there is no deployment ${name}`,
      );
    }
  }
});

test('every metric that a runbook names exists', (t) => {
  const known = readText('docs/reference/metrics.md');
  const named = pages.flatMap((page) =>
    [...readText(page).matchAll(/`([a-z_]+)\{[^`]*\}`/g)].map(([, name = '']) => name),
  );
  t.true(named.length > 0);
  for (const name of named) {
    t.true(known.includes(`\`${name.replace(/_(?:count|sum|bucket)$/, '')}\``), name);
  }
});
