import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgress } from '@commerce/local-stack';
import test from 'ava';
import pg from 'pg';
import { prepareArtillery } from '../../scripts/load/artillery.ts';
import { planOf } from '../../scripts/load/compose.ts';
import { reportPage } from '../../scripts/load/report-page.ts';
import type { Report } from '../../scripts/load/report.ts';
import { generateLoad, judge, type Load } from '../../scripts/load/run.ts';
import { parseScenario, readScenario, scenarioNames } from '../../scripts/load/scenario.ts';
import { openTarget, type Target } from '../../scripts/load/target.ts';
import { runScript } from './run-script.ts';

/** All scenarios on a machine with one free core, each with its verdict. */
const ALL_LIMIT_MS = 60 * 60_000;
const LOAD_LIMIT_MS = 10 * 60_000;
/** A planted fault stays, however long one waits for it to go. */
const PLANTED_REST_MS = 3_000;

const home = mkdtempSync(join(tmpdir(), 'load-test-'));
const { signal } = new AbortController();
const steady = readScenario('steady');
let target: Target;
let load: Load;
let program: string;
let isOpen = false;

test.before(async (t) => {
  t.timeout(LOAD_LIMIT_MS);
  program = await prepareArtillery(createProgress());
  target = await openTarget('smoke', { url: undefined, progress: createProgress(), signal });
  isOpen = true;
  load = await generateLoad(steady, { target, plan: planOf(steady, 'smoke'), program, signal });
});

async function close(): Promise<void> {
  if (isOpen) await target.close();
  isOpen = false;
}

test.after.always(async () => {
  await close();
  rmSync(home, { recursive: true, force: true });
});

const judged = (limitMs?: number) =>
  judge(steady, load, {
    ...{ environment: 'smoke' as const, target },
    ...(limitMs !== undefined && { limitMs }),
  });

const broken = ({ checks }: Report) =>
  checks.filter(({ isKept }) => isKept === false).map(({ title }) => title);

test.serial('a sound run passes, and its page loads nothing from elsewhere', async (t) => {
  t.timeout(LOAD_LIMIT_MS);
  const report = await judged();
  t.deepEqual(broken(report), []);
  t.not(report.outcome, 'failed');
  const [placed] = report.figures.operations;
  t.true((placed?.count ?? 0) >= 25);
  t.true(report.samples.some(({ apps }) => (apps['payment']?.eventLoopLagS ?? 0) > 0));
  t.true(report.samples.some(({ processes }) => (processes['order']?.cores ?? 0) > 0));
  t.true((report.ends?.confirmed ?? 0) >= 25);
  const page = reportPage(report, report);
  t.notRegex(page, /(?:src|href)=|url\(|@import|<script/);
  t.regex(page, /placeOrder/);
});

/** A fault, how to plant it and how to take it away, and the check that must find it. */
const FAULTS: { what: string; app: string; plant: string; undo: string; finds: string }[] = [
  {
    what: 'a lost order',
    app: 'order',
    plant: `CREATE TABLE planted AS SELECT * FROM stream_state WHERE key LIKE 'order||order-' || (SELECT order_id FROM order_summaries LIMIT 1) || '-%';
      DELETE FROM stream_state WHERE key IN (SELECT key FROM planted)`,
    undo: 'INSERT INTO stream_state SELECT * FROM planted; DROP TABLE planted',
    finds: 'no answered order is lost',
  },
  {
    what: 'a capture that nobody asked for',
    app: 'payment',
    plant: `CREATE TABLE planted AS SELECT order_id FROM payments WHERE status = 'authorized' LIMIT 1;
      UPDATE payments SET captured_minor = captured_minor + 1 WHERE order_id IN (SELECT order_id FROM planted)`,
    undo: `UPDATE payments SET captured_minor = captured_minor - 1 WHERE order_id IN (SELECT order_id FROM planted);
      DROP TABLE planted`,
    finds: 'nothing is charged or refunded twice',
  },
  {
    what: 'a unit that was sold twice',
    app: 'inventory',
    plant: `CREATE TABLE planted AS SELECT sku, location FROM stock WHERE reserved > 0 LIMIT 1;
      UPDATE stock SET reserved = reserved - 1 FROM planted WHERE stock.sku = planted.sku AND stock.location = planted.location`,
    undo: `UPDATE stock SET reserved = reserved + 1 FROM planted WHERE stock.sku = planted.sku AND stock.location = planted.location;
      DROP TABLE planted`,
    finds: 'no unit is oversold',
  },
  {
    what: 'a dead letter',
    app: 'order',
    plant: `INSERT INTO dead_letter (event_id, letter, state, reason) VALUES ('planted', '{"type":"Planted.v1"}', 'parked', 'planted by a test')`,
    undo: `DELETE FROM dead_letter WHERE event_id = 'planted'`,
    finds: 'every dead letter is gone',
  },
];

for (const { what, app, plant, undo, finds } of FAULTS) {
  test.serial(`a run fails by ${what}`, async (t) => {
    t.timeout(LOAD_LIMIT_MS);
    const database = new pg.Client({ connectionString: target.stack?.databaseUrl(app) });
    await database.connect();
    t.teardown(() => database.end());
    await database.query(plant);
    const report = await judged(PLANTED_REST_MS).finally(() => database.query(undo));
    t.is(report.outcome, 'failed');
    t.true(broken(report).includes(finds), broken(report).join(', '));
    t.true(report.checks.find(({ title }) => title === finds)?.findings.length !== 0);
  });
}

test.serial('a run whose generator skipped virtual users is void and says so', async (t) => {
  t.timeout(LOAD_LIMIT_MS);
  const slow = parseScenario(
    'slow',
    'title: Slow\nflows: [{ name: a, steps: [{ call: placeOrder, order: { cards: { tok_slow: 1 } } }] }]',
  );
  const phases = [{ name: 'too fast', duration: 2, arrivalRate: 4 }];
  const limits = { p95Ms: 60_000, p99Ms: 60_000, failedShare: 0 };
  const plan = { phases, limits, maxVusers: 1 };
  const skipping = await generateLoad(slow, { target, plan, program, signal });
  const report = await judge(slow, skipping, { environment: 'smoke', target });
  t.is(report.outcome, 'void', broken(report).join(', '));
  t.regex(String(report.voidReason), /virtual users were skipped/);
  t.regex(reportPage(report, undefined), /This run says nothing about the platform/);
});

const npmRunLoad = (...args: string[]) => runScript('load.ts', args, { COMMERCE_DATA_DIR: home });

test.serial('an unknown scenario, and one that cannot run there, are said at once', async (t) => {
  const unknown = await npmRunLoad('no-such-load');
  t.is(unknown.code, 2);
  t.regex(unknown.output, /Allowed choices are .*steady/);
  const elsewhere = await npmRunLoad(
    'sidecar-killed',
    '--env',
    'k8s',
    '--url',
    'http://127.0.0.1:1',
  );
  t.is(elsewhere.code, 1);
  t.regex(elsewhere.output, /it disturbs processes of the platform/);
  const nowhere = await npmRunLoad('steady', '--env', 'k8s');
  t.is(nowhere.code, 1);
  t.regex(nowhere.output, /LOAD_CLIENT_ID/);
});

test.serial('a gateway elsewhere is judged by what it shows', async (t) => {
  t.timeout(LOAD_LIMIT_MS);
  const { gatewayUrl, clients } = target;
  const outside: Target = {
    ...{ gatewayUrl, accounts: [], close: async () => {} },
    clients: { shop: clients.warehouse, warehouse: clients.warehouse },
  };
  const plan = planOf(steady, 'smoke');
  const sent = await generateLoad(steady, { target: outside, plan, program, signal });
  t.deepEqual(sent.samples, []);
  const report = await judge(steady, sent, { environment: 'k8s', target: outside });
  t.not(report.outcome, 'failed', broken(report).join(', '));
  const unchecked = report.checks.filter(({ isKept }) => isKept === undefined);
  t.deepEqual(
    unchecked.map(({ title }) => title),
    ['the invariants over the databases'],
  );
});

test.serial('every scenario passes its smoke on one platform', async (t) => {
  t.timeout(ALL_LIMIT_MS);
  await close();
  const { code, output } = await npmRunLoad('all');
  t.log(output);
  for (const name of scenarioNames()) {
    const [file] = globSync(`load/smoke/${name}/*/report.json`, { cwd: home });
    t.truthy(file, name);
    const report = JSON.parse(readFileSync(join(home, file ?? ''), 'utf8')) as Report;
    // On a machine that is busy with other work a generator can be late; what it found counts all the same.
    t.not(report.outcome, 'failed', `${name}: ${broken(report).join(', ')}`);
    t.true(existsSync(join(home, file ?? '', '..', 'report.html')), name);
  }
  t.true(code === 0 || code === 3, String(code));
});
