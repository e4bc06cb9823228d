import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpus, hostname, release, totalmem, type } from 'node:os';
import { root } from '../places.ts';
import type { Ends } from './books.ts';
import type { Disturbed } from './disturbances.ts';
import type { Figures } from './figures.ts';
import type { GeneratorUse } from './journal-lines.ts';
import type { Knee } from './knee.ts';
import type { Sample } from './samples.ts';
import type { Environment, Phase } from './scenario-form.ts';
import type { Check } from './verdict.ts';

/** The machine that a load ran on: runs are compared only with those of the same one. */
export interface Machine {
  name: string;
  system: string;
  processor: string;
  cores: number;
  memoryBytes: number;
}

/** Everything that a run found. */
export interface Report {
  scenario: string;
  title: string;
  environment: Environment;
  outcome: 'passed' | 'failed' | 'void';
  /** Why it is void. */
  voidReason?: string;
  startedAt: string;
  commit: string;
  machine: Machine;
  versions: Record<string, string>;
  /** Of scenario and configuration: runs with another one are not compared. */
  configuration: string;
  phases: Phase[];
  checks: Check[];
  figures: Figures;
  counters: Record<string, number>;
  ends?: Ends;
  knee?: Knee;
  disturbed: Disturbed[];
  samples: Sample[];
  generator: GeneratorUse[];
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', ['-C', root, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return ''; // the sources were not cloned
  }
}

/** The commit of the sources, with a sign if they were changed since. */
export function commit(): string {
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', changed';
  return `${git('rev-parse', '--short', 'HEAD') || 'unknown'}${changed}`;
}

export function machine(): Machine {
  const all = cpus();
  return {
    ...{ name: hostname(), system: `${type()} ${release()}`, processor: all[0]?.model ?? '' },
    ...{ cores: all.length, memoryBytes: totalmem() },
  };
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
