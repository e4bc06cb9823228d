import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BROKER_KINDS, silentProgress, wipeDirectory } from '@commerce/local-stack';
import test from 'ava';
import type { BrokerName } from '../conformance/brokers/broker-stack.ts';
import { root } from '../../scripts/places.ts';
import { BROKERS, isBroken, runBrokerList } from '../conformance/brokers/brokers.ts';

/** Longest run of one broker: its programs are built or downloaded, on a machine that does other work, ms. */
const SLOW_MS = 20 * 60_000;
const run = promisify(execFile);

for (const name of Object.keys(BROKERS) as BrokerName[]) {
  test.serial(`${BROKERS[name].title} keeps every promise of the list`, async (t) => {
    t.timeout(SLOW_MS);
    const outcomes = await runBrokerList(name);
    const broken = [...outcomes].filter(([, outcome]) => isBroken(outcome));
    t.deepEqual(
      broken.map(([title, { fault }]) => `${title}: ${fault}`),
      [],
    );
  });
}

for (const kind of BROKER_KINDS) {
  test.serial(
    `npm start -- --broker ${kind} --once replays 100 invoices to the penny`,
    async (t) => {
      t.timeout(SLOW_MS);
      const dataDir = mkdtempSync(join(tmpdir(), `dapr-commerce-${kind}-`));
      const env = { ...process.env, COMMERCE_DATA_DIR: dataDir, LOCAL_PORTS: 'free' };
      try {
        const { stdout } = await run(
          'node',
          ['scripts/run.mjs', 'scripts/start.ts', '--broker', kind, '--once'],
          { cwd: root, env, timeout: SLOW_MS },
        );
        t.regex(stdout, /ok +every event reached every subscriber exactly once in effect/);
      } finally {
        await wipeDirectory(dataDir, silentProgress);
      }
    },
  );
}
