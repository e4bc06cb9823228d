import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cacheDirectory, fillOnce, type Progress, SetupError } from '@commerce/local-stack';
import { npmCommand } from '../npm.ts';
import { LOAD } from './scenario.ts';

/** Lines of npm's output in the message of a failed installation. */
const SHOWN_LINES = 15;
const PACKAGE_FILES = ['package.json', 'package-lock.json'];

/**
 * The program of artillery, installed at its first use into the cache directory: 468 packages that no other command
 * needs. Install scripts stay off: they fetch a browser.
 */
export async function prepareArtillery(progress: Progress): Promise<string> {
  const lock = readFileSync(join(LOAD, 'package-lock.json'));
  const id = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const home = join(cacheDirectory(), `artillery-${id}`);
  const done = join(home, 'installed');
  if (!existsSync(done)) {
    const step = progress.step('installing artillery, once');
    const fill = () => install(home, done);
    await fillOnce(home, { isComplete: () => existsSync(done), fill, step }).catch(
      (error: unknown) => {
        step.fail();
        throw error;
      },
    );
    step.done();
  }
  return join(home, 'node_modules', 'artillery', 'bin', 'run');
}

async function install(home: string, done: string): Promise<void> {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  for (const file of PACKAGE_FILES) cpSync(join(LOAD, file), join(home, file));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, lines } = await runNpm(args, home);
  if (code !== 0) {
    throw new SetupError({
      what: 'artillery cannot be installed',
      why: `npm ${args.join(' ')} ended with ${code}\n${lines.slice(-SHOWN_LINES).join('\n')}`,
      next: 'correct that, and run the same command again',
    });
  }
  writeFileSync(done, '');
}

async function runNpm(args: string[], cwd: string): Promise<{ code: number; lines: string[] }> {
  const [command, ...first] = npmCommand();
  const child = spawn(command, [...first, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => lines.push(line));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, lines };
}

/** A run of artillery: its counters, and the gates that it checked. */
export interface Generated {
  counters: Record<string, number>;
  gates: { text: string; isKept: boolean }[];
  /** The last lines that it printed, if it ended without a report. */
  failure?: string;
}

/** Runs a script of artillery. Its gates do not decide: they are in the answer. */
export async function generate(
  program: string,
  {
    folder,
    script,
    run,
    signal,
  }: { folder: string; script: object; run: string; signal: AbortSignal },
): Promise<Generated> {
  const file = join(folder, 'script.json');
  const output = join(folder, 'artillery.json');
  writeFileSync(file, JSON.stringify(script, null, 2));
  const child = spawn(process.execPath, [program, 'run', '--output', output, file], {
    cwd: folder,
    // One worker: a generator that needs more than a core shows itself.
    env: {
      ...process.env,
      WORKERS: '1',
      ARTILLERY_DISABLE_TELEMETRY: 'true',
      COMMERCE_LOAD_RUN: run,
      FORCE_COLOR: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => lines.push(line));
  }
  await once(child, 'close');
  const gates = lines.flatMap((line) => {
    const [, word, text] = /^(ok|fail): (.+)$/.exec(line) ?? [];
    return text === undefined ? [] : [{ text, isKept: word === 'ok' }];
  });
  if (!existsSync(output)) {
    return { counters: {}, gates, failure: lines.slice(-SHOWN_LINES).join('\n') };
  }
  const { aggregate } = JSON.parse(readFileSync(output, 'utf8')) as {
    aggregate: { counters: Record<string, number> };
  };
  return { counters: aggregate.counters, gates };
}
