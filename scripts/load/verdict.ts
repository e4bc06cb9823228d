import { clientCredentials, openClient } from '@commerce/client';
import { spreadOf } from '../../bench/load/statistics.ts';
import { MOST_GENERATOR_CORE_SHARE } from '../../bench/load/void-rule.ts';
import type { Violation } from '@commerce/testing/violation';
import type { Stack } from '@commerce/local-stack';
import { type BooksAtRest, untilAtRest } from '../books-at-rest.ts';
import { forEachBounded } from '../replay/for-each-bounded.ts';
import type { Generated } from './artillery.ts';
import { auditFindings, deadLetters, reconciliationFindings } from './books.ts';
import type { Answer, GeneratorUse } from './journal-lines.ts';
import type { Target } from './target.ts';

const MAX_SHOWN = 10;
/** Orders that are read at once through a gateway elsewhere. */
const READERS = 8;
/** A generator whose event loop is this late in half of all seconds measures its own wait, ms. */
const MOST_DELAY_MS = 100;
/** Fewer arrivals than this share of the planned ones: the generator fell behind. */
const FEWEST_ARRIVALS = 0.9;

/** One thing that must be true after a load. */
export interface Check {
  title: string;
  /** Undefined: it could not be checked here. */
  isKept: boolean | undefined;
  /** What was found, or why it could not be checked. */
  findings: string[];
}

/** The rules that say that a unit was sold twice, and those that say that money moved twice. */
const OVERSOLD =
  /^(?:stock-not-negative|nothing-oversold|stock-equals-movements|reserved-equals-allocations)$/;
const CHARGED_TWICE =
  /^(?:money-is-held-once|captured-|refunded-|ledger-|sums-equal-movements|provider-book-matches|amounts-match-books)/;

function check(title: string, findings: readonly string[]): Check {
  const more = findings.length - MAX_SHOWN;
  const shown = [...findings.slice(0, MAX_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])];
  return { title, isKept: findings.length === 0, findings: shown };
}

const told = ({ rule, subject, detail }: Violation) => `${rule}: ${subject} ${detail}`;

/**
 * What must be true of a platform after a load, once nothing is under way: its books agree, nothing is oversold, no
 * answered order is lost, nothing is charged twice, no dead letter is left.
 */
export async function verdictOf(
  stack: Stack,
  answers: readonly Answer[],
  limitMs?: number,
): Promise<Check[]> {
  const { violations, records } = await untilAtRest(stack, limitMs);
  const of = (rule: RegExp) => violations.filter((one) => rule.test(one.rule)).map(told);
  const isElsewhere = ({ rule }: Violation) =>
    !OVERSOLD.test(rule) && !CHARGED_TWICE.test(rule) && rule !== 'no-dead-letters';
  return [
    check('no unit is oversold', of(OVERSOLD)),
    check('no answered order is lost', lostOrders(answers, versionsOf(records))),
    check('no key placed two orders', doubleOrders(answers)),
    check('nothing is charged or refunded twice', of(CHARGED_TWICE)),
    check('every dead letter is gone', await deadLetters(stack)),
    check('all other invariants over the databases', violations.filter(isElsewhere).map(told)),
    check('the books of payment and provider agree', await reconciliationFindings(stack)),
    check('the audit log is intact', await auditFindings(stack)),
  ];
}

/** The number of events of each order. */
function versionsOf({ events }: BooksAtRest['records']): Map<string, number> {
  const versions = new Map<string, number>();
  for (const { stream, seq } of events) {
    versions.set(stream, Math.max(seq, versions.get(stream) ?? 0));
  }
  return versions;
}

/** Orders that an answer showed, with more events than the database has. */
export function lostOrders(
  answers: readonly Answer[],
  versions: ReadonlyMap<string, number>,
): string[] {
  const shown = new Map<string, number>();
  for (const { order, version = 0 } of answers) {
    if (order !== undefined) shown.set(order, Math.max(version, shown.get(order) ?? 0));
  }
  return [...shown].flatMap(([order, version]) => {
    const stored = versions.get(order) ?? 0;
    return stored >= version ? [] : [`${order} has ${stored} events, a client saw ${version}`];
  });
}

/** Keys under which clients were told of more than one order. */
export function doubleOrders(answers: readonly Answer[]): string[] {
  const placed = answers.filter(({ order, key }) => order !== undefined && key !== undefined);
  return [...Map.groupBy(placed, ({ key }) => key)].flatMap(([key, own]) => {
    const ids = [...new Set(own.map(({ order }) => order))];
    return ids.length === 1 ? [] : [`the key ${key} placed ${ids.join(' and ')}`];
  });
}

/** What can be checked through a gateway alone: that every answered order is still there. */
export async function verdictFromOutside(
  { gatewayUrl, clients }: Pick<Target, 'gatewayUrl' | 'clients'>,
  answers: readonly Answer[],
): Promise<Check[]> {
  const call = openClient(gatewayUrl, { token: clientCredentials(gatewayUrl, clients.shop) });
  const versions = new Map<string, number>();
  const orders = new Set(answers.flatMap(({ order }) => order ?? []));
  await forEachBounded([...orders], READERS, async (id) => {
    const answer = await call('getOrder', { params: { id } });
    versions.set(id, answer.ok && answer.status === 200 ? answer.body.version : 0);
  });
  const why = ['the databases of the platform are not reachable from here'];
  return [
    check('no answered order is lost', lostOrders(answers, versions)),
    check('no key placed two orders', doubleOrders(answers)),
    { title: 'the invariants over the databases', isKept: undefined, findings: why },
  ];
}

/** One broken check fails a run, also one that is void: what is wrong is wrong, whoever was slow. */
export function outcomeOf(
  checks: readonly Pick<Check, 'isKept'>[],
  isVoid: string | undefined,
): 'passed' | 'failed' | 'void' {
  if (checks.some(({ isKept }) => isKept === false)) return 'failed';
  return isVoid === undefined ? 'passed' : 'void';
}

/** The gates of the load itself: limits of latency and errors, and answers as the API promises. */
export function gatesOf({ gates, failure }: Generated, faults: readonly string[]): Check[] {
  const ended = failure === undefined ? [] : [`artillery ended without a report:\n${failure}`];
  return [
    check('the generator ended with a report', ended),
    check('every answer is what the API and the scenario promise', faults),
    ...gates.map(({ text, isKept }) => ({ title: text, isKept, findings: [] })),
  ];
}

/** Why a run measured its generator instead of the platform; undefined if it is valid. */
export function voidReason(
  uses: readonly GeneratorUse[],
  { skipped, planned, arrived }: { skipped: number; planned: number; arrived: number },
): string | undefined {
  if (skipped > 0) return `${skipped} virtual users were skipped, because too many were under way`;
  const cores = uses.reduce((sum, one) => sum + one.cores, 0) / Math.max(1, uses.length);
  if (cores > MOST_GENERATOR_CORE_SHARE) {
    return `the generator used ${(cores * 100).toFixed(0)} % of a core`;
  }
  const delay = spreadOf(uses.map(({ delayMs }) => delayMs)).median;
  if (delay > MOST_DELAY_MS) {
    return `the generator was ${delay.toFixed(0)} ms late in half of all seconds (p99), so latencies are its own`;
  }
  if (arrived < planned * FEWEST_ARRIVALS) {
    return `only ${arrived} of ${Math.round(planned)} virtual users arrived`;
  }
  return undefined;
}
