import { noteOf } from '../table.ts';
import { BROKER_LIST } from './behaviours.ts';
import type { BrokerName } from './broker-stack.ts';
import { type BrokerOutcome, BROKERS } from './brokers.ts';

/** The page with what passes on which broker, how long it took, and what was seen where it does not. */
export function brokerPage(
  outcomes: ReadonlyMap<BrokerName, ReadonlyMap<string, BrokerOutcome>>,
): string {
  const names = [...outcomes.keys()];
  const notes: string[] = [];
  const noted = (word: string, text: string) => {
    notes.push(text);
    return `${word} (${notes.length})`;
  };
  const cell = (name: BrokerName, title: string) => {
    const outcome = outcomes.get(name)?.get(title);
    if (outcome === undefined) return 'not run';
    const { fault, durationMs, notPromised } = outcome;
    const time = `${(durationMs / 1_000).toFixed(1)} s`;
    if (notPromised !== undefined) {
      const seen = fault === undefined ? 'in this run it passed' : noteOf(fault);
      return noted('not promised', `${BROKERS[name].title}: ${notPromised}; ${seen}`);
    }
    if (fault === undefined) return `yes, ${time}`;
    return noted('no', `${BROKERS[name].title}, ${title}: ${noteOf(fault)}`);
  };
  const titles = names.map((name) => BROKERS[name].title);
  const sections = Object.entries(BROKER_LIST).map(([part, behaviours]) => {
    const rows = behaviours.map(({ title }) => {
      return `| ${title} | ${names.map((name) => cell(name, title)).join(' | ')} |`;
    });
    const head = `| behaviour | ${titles.join(' | ')} |`;
    return [`## ${part}`, '', head, `|---|${names.map(() => '---|').join('')}`, ...rows].join('\n');
  });
  return [
    '<!-- Written by `npm run conformance -- --brokers`. Do not edit. -->',
    '# Brokers',
    'One [list of behaviours](../../tests/conformance/README.md#brokers), run against a real broker of each ' +
      'kind with the component files and the inbound retries that the platform runs with, on plain sidecars of ' +
      'three apps. A time is that of the whole behaviour, on a busy machine: an order of magnitude. How to ' +
      '[choose a broker](../how-to/choose-a-broker.md).',
    ...sections,
    ...(notes.length === 0
      ? []
      : ['## What is not promised', notes.map((note, n) => `${n + 1}. ${note}`).join('\n')]),
  ].join('\n\n');
}
