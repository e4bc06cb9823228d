import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSecrets } from '@commerce/local-stack';
import { type KnownText, leakFinder, type LeakFinder, masked } from './leak-patterns.ts';
import { entriesOf, linesOf, type Pages, type Piece, rowsOf } from './leak-sources.ts';
import { personalTexts } from './personal-texts.ts';

/** The places to search; omitted ones are not searched. */
export interface ScanPlaces {
  /** Folders of text by name: logs, spans. */
  folders?: Record<string, string>;
  databaseUrls?: Record<string, string>;
  redisUrl?: string;
}

/** A place where a leak is allowed, and why. */
export interface AllowedLeak {
  place: RegExp;
  kinds: string[];
  /** Allowed only if the text matches too. */
  text?: RegExp;
  why: string;
}

/** The result of a scan. */
export interface ScanResult {
  /** `<place>: <kind>`, without the leaked text. */
  leaks: string[];
  /** How many lines, values and entries were searched, by place; 0 for a missing place. */
  looked: Record<string, number>;
}

/** Most leaks in a report; one mistake may leak into a hundred thousand rows. */
const MAX_REPORTED = 200;

/**
 * Searches every line, row and entry of the places for the known texts and for the patterns of
 * secrets, card numbers and personal data. Reads only. Throws if a place cannot be read.
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

// Most pages have no leak, so one search of the joined text saves a search of each piece.
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

/**
 * The known texts that must not leak from a stack: its secrets, mailed tokens, and the people of
 * the tests.
 */
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
