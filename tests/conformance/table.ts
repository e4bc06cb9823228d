import { type ContestantName, CONTESTANTS } from './contestants.ts';
import { LIST, type Outcomes } from './run-list.ts';

/** Longest note on what was seen instead, characters. */
const MAX_NOTE = 160;

/** The page with what passes where, and what was seen where a behaviour does not pass. */
export function conformancePage(
  outcomes: ReadonlyMap<ContestantName, Outcomes>,
  workflows: number,
): string {
  const names = [...outcomes.keys()];
  const notes: string[] = [];
  const cell = (name: ContestantName, title: string) => {
    const fault = outcomes.get(name)?.get(title);
    if (fault === undefined) return 'yes';
    notes.push(`${title}: ${noteOf(fault)}`);
    return `no (${notes.length})`;
  };
  const sections = Object.entries(LIST).map(([part, behaviours]) => {
    const rows = behaviours.map(
      ({ title }) => `| ${title} | ${names.map((name) => cell(name, title)).join(' | ')} |`,
    );
    const head = `| behaviour | ${names.map((name) => CONTESTANTS[name].title).join(' | ')} |`;
    return [`## ${part}`, '', head, `|---|${names.map(() => '---|').join('')}`, ...rows].join('\n');
  });
  return [
    '<!-- Written by `npm run conformance`. Do not edit. -->',
    '# Conformance',
    `One [list of behaviours](../../tests/conformance/README.md), run against the runtime behind Koa and behind ` +
      `\`node:http\`, and against the server of the SDK, each on a plain daprd 1.18.1 over Dapr's own ` +
      `\`state.postgresql\` and \`pubsub.redis\`. "Many workflows" are ${workflows.toLocaleString('en')}.`,
    ...sections,
    '## What was seen instead',
    notes.map((note, index) => `${index + 1}. ${note}`).join('\n'),
  ].join('\n\n');
}

/** What was seen instead, in one line of Markdown. */
export function noteOf(fault: string): string {
  const [line = ''] = fault.split('\n');
  const text = line.length > MAX_NOTE ? `${line.slice(0, MAX_NOTE)}…` : line;
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
