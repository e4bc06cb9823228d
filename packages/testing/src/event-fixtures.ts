import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StreamEvent } from '@commerce/runtime/streams';

const FOLDER = resolve(import.meta.dirname, '../../contracts/fixtures');

/** An event as it was once written, with what it means. */
export interface EventFixture {
  /** `<topic>/<type>[.<variant>]`. */
  name: string;
  topic: string;
  event: StreamEvent;
  /** The fixtures before it in its stream, by name without the topic. */
  after?: string[];
  expected?: { resource: object; summary: object };
}

/** Every event that was ever written, as its committed file has it. */
export function eventFixtures(): EventFixture[] {
  return fixtureFiles().map((file) => {
    const name = file.replace(/\.json$/, '');
    const [topic = ''] = name.split('/');
    return { name, topic, ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as object) };
  }) as EventFixture[];
}

/** The files of the events with the SHA-256 of what stands in them now. */
export function fixtureSums(): Map<string, string> {
  return new Map(
    fixtureFiles().map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(FOLDER, file)))
        .digest('hex'),
    ]),
  );
}

/** The files of the events with the SHA-256 that each had when it was added. */
export function committedSums(): Map<string, string> {
  const lines = readFileSync(join(FOLDER, 'SHA256SUMS'), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [sum = '', file = ''] = line.split('  ');
      return [file, sum];
    }),
  );
}

function fixtureFiles(): string[] {
  return globSync('*/*.json', { cwd: FOLDER }).sort();
}
