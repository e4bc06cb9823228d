import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StreamEvent } from 'dapr-actor-runtime/streams';

const FOLDER = resolve(import.meta.dirname, '../../contracts/fixtures');

/** A stored event and its expected effect. */
export interface EventFixture {
  /** `<topic>/<type>[.<variant>]`. */
  name: string;
  topic: string;
  event: StreamEvent;
  /** The names, without the topic, of the fixtures before it in its stream. */
  after?: string[];
  expected?: { resource: object; summary: object };
}

/** The committed fixtures: stored events of every version ever written. */
export function eventFixtures(): EventFixture[] {
  return fixtureFiles().map((file) => {
    const name = file.replace(/\.json$/, '');
    const [topic = ''] = name.split('/');
    return { name, topic, ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as object) };
  }) as EventFixture[];
}

/** The fixture files with the SHA-256 of their current content. */
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

/** The fixture files with the SHA-256 that each had when it was added. */
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
