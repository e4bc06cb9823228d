import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { NETWORK } from '../../scripts/cluster/layout.ts';
import { CHECKS } from '../../scripts/cluster/test.ts';
import { runScript } from './run-script.ts';

/** With all programs to be built. */
const LIMIT_MS = 60 * 60_000;
const MACHINE_SETTINGS = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];

const home = mkdtempSync(join(tmpdir(), 'cluster-test-'));
test.after.always(() => rmSync(home, { recursive: true, force: true }));

const cluster = (...args: string[]) => runScript('cluster.ts', args, { COMMERCE_DATA_DIR: home });

function machineSettings(): string[] {
  return MACHINE_SETTINGS.map((name) => readFileSync(`/proc/sys/${name}`, 'utf8').trim());
}

const isPossible = process.platform === 'linux' && process.getuid?.() === 0;

test.serial('every check holds on a real node, which leaves nothing behind', async (t) => {
  t.timeout(LIMIT_MS);
  if (!isPossible) {
    const { code, output } = await cluster('test');
    t.is(code, 1);
    t.regex(output, /a node cannot run on this machine[\s\S]*next:/);
    return;
  }
  const before = machineSettings();
  const { code, output } = await cluster('test');
  t.log(output);
  t.is(code, 0, output);
  for (const { title } of CHECKS) t.true(output.includes(`✓ ${title}`), title);
  t.false(existsSync(`/sys/class/net/${NETWORK.machineWire}`));
  t.deepEqual(machineSettings(), before);
});

test.serial('an unknown context is said in a clear word', async (t) => {
  t.timeout(LIMIT_MS);
  const { code, output } = await cluster('test', '--context', 'no-such-context');
  t.is(code, 1);
  t.regex(output, /error: {2}.*no-such-context|error: {2}the cluster cannot be reached/);
});
