import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSecrets } from '@commerce/local-stack';
import { type KnownText, leakFinder, type LeakFinder, masked } from './leak-kinds.ts';
import { entriesOf, linesOf, type Pages, type Piece, rowsOf } from './leak-places.ts';
import { personalTexts } from './personal-texts.ts';

/** What is looked through; what is left out is not. */
export interface ScanPlaces {
  /** Folders of text by name: logs, spans. */
  folders?: Record<string, string>;
  databaseUrls?: Record<string, string>;
  redisUrl?: string;
}

/** A place where something may stand, and why. */
export interface AllowedLeak {
  place: RegExp;
  kinds: string[];
  /** Holds only where the text says so too. */
  text?: RegExp;
  why: string;
}

/** What a scan saw. */
export interface ScanResult {
  /** `<place>: <kind>`, without what was found. */
  leaks: string[];
  /** How many lines, values and entries it looked at, by place; one that is not there has none. */
  looked: Record<string, number>;
}

/** Leaks that a report names; one mistake may stand in a hundred thousand rows. */
const MAX_REPORTED = 200;

/**
 * Looks through every line, row and entry of the places for the known texts and for everything that
 * has the form of a secret, a card or personal data. Reads only. Throws when a place cannot be read.
 */
export async function scanForLeaks(
  { folders = {}, databaseUrls = {}, redisUrl }: ScanPlaces,
  { known, allowed = [] }: { known: KnownText[]; allowed?: AllowedLeak[] },
): Promise<ScanResult> {
  const find = leakFinder(known);
  const places: [name: string, pages: Pages][] = [
    ...Object.entries(folders).map(([name, folder]) => [name, linesOf(folder, name)] as const),
    ...Object.entries(databaseUrls).map(([name, url]) => [name, rowsOf(url, name)] as const),
    ...(redisUrl === undefined ? [] : [['redis', entriesOf(redisUrl, 'redis')] as const]),
  ].map(([name, pages]) => [name, pages]);
  const leaks = new Set<string>();
  const looked: Record<string, number> = {};
  for (const [name, pages] of places) {
    looked[name] = 0;
    for await (const page of pages) {
      looked[name] += page.length;
      for (const leak of leaksOf(page, find, allowed)) {
        if (leaks.size < MAX_REPORTED) leaks.add(leak);
      }
    }
  }
  return { leaks: [...leaks], looked };
}

// Most pages hold nothing, so one look at all of their text saves a look at each piece.
function leaksOf(page: Piece[], find: LeakFinder, allowed: AllowedLeak[]): string[] {
  if (find(page.map(({ text }) => text).join('\n')).length === 0) return [];
  return page.flatMap(({ place, text }) =>
    find(text)
      .filter(({ kind }) => !allowed.some((one) => allows(one, kind, place, text)))
      .map(({ kind }) => `${masked(place, find(place))}: ${kind}`),
  );
}

function allows(one: AllowedLeak, kind: string, place: string, text: string): boolean {
  return one.kinds.includes(kind) && one.place.test(place) && (one.text?.test(text) ?? true);
}

/** What must stand nowhere in a stack: its secrets, tokens that were mailed, people of tests. */
export function textsToFind(dataDir: string): KnownText[] {
  const secrets = Object.entries(loadSecrets(dataDir));
  return [
    ...secrets.map(([name, text]) => ({ kind: `secret ${name}`, text })),
    ...mailedTokens(join(dataDir, 'mail')),
    ...personalTexts.map((text) => ({ kind: 'personal data', text })),
  ];
}

function mailedTokens(folder: string): KnownText[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { token?: string })
    .flatMap(({ token }) => (token === undefined ? [] : [{ kind: 'mailed token', text: token }]));
}
