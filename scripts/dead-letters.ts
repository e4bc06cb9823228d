import type { DeadLetter } from 'dapr-actor-runtime/subscriber';
import { Argument } from 'commander';
import { askApp } from './ask-app.ts';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';

/** Longest wait for an answer of an app, ms. */
const ANSWER_LIMIT_MS = 30_000;

interface Command {
  app: string;
  action: 'list' | 'replay' | 'discard';
  eventId: string;
  reason: string;
  all: boolean;
}

function readCommand(): Command {
  const program = commandLine({
    name: 'npm run dead-letters --',
    about:
      'Shows the events that an app of the running platform could not take, and decides on them. ' +
      'Those that wait are tried again automatically; those that are parked need a decision.',
    environment: DATA_DIRECTORY,
  })
    .argument('<app>', 'the app that could not take the events')
    .addArgument(
      new Argument('[action]', 'what to do').choices(['list', 'replay', 'discard']).default('list'),
    )
    .argument('[event-id]', 'the event to replay or discard', '')
    .option('--reason <text>', 'why the event is discarded', '')
    .option('--all', 'replay all that are listed', false)
    .parse();
  const [app, action, eventId] = program.processedArgs as [string, Command['action'], string];
  const { reason, all } = program.opts<{ reason: string; all: boolean }>();
  if (all && (action !== 'replay' || eventId !== '')) {
    program.error('error: --all is for replay, without an event id');
  }
  if (action !== 'list' && !all && eventId === '') {
    program.error(`error: ${action} needs an event id${action === 'replay' ? ', or --all' : ''}`);
  }
  if (action === 'discard' && reason === '') program.error('error: discard needs --reason <text>');
  return { app, action, eventId, reason, all };
}

function show({ eventId, type, state, tries, reason, nextTryAt }: DeadLetter): void {
  const next = state === 'waiting' ? `, next at ${nextTryAt}` : '';
  console.log(`${eventId}  ${type ?? 'unreadable'}  ${state}, ${tries} tries${next}`);
  if (reason !== undefined) console.log(`  ${reason}`);
}

async function main(): Promise<number> {
  const { app, action, eventId, reason, all } = readCommand();
  const next = `list its dead letters: npm run dead-letters -- ${app}`;
  const asked = { timeoutMs: ANSWER_LIMIT_MS, next };
  const listed = () =>
    askApp<{ items: DeadLetter[] }>(app, { ...asked, method: 'GET', path: '/dead-letters' });
  const pathOf = (event: string) => `/dead-letters/${encodeURIComponent(event)}/${action}`;
  if (all) {
    const { items } = await listed();
    for (const item of items) {
      await askApp(app, { ...asked, method: 'POST', path: pathOf(item.eventId) });
    }
    console.log(`${items.length} dead letters are redelivered within seconds`);
    return 0;
  }
  if (action === 'list') {
    const { items } = await listed();
    items.forEach(show);
    const parked = items.filter(({ state }) => state === 'parked').length;
    console.log(`${items.length} dead letters, ${parked} of them need a decision`);
    return parked > 0 ? 1 : 0;
  }
  const body = action === 'discard' ? { reason } : undefined;
  await askApp(app, { ...asked, method: 'POST', path: pathOf(eventId), body });
  console.log(action === 'replay' ? 'it is redelivered within seconds' : 'discarded');
  return 0;
}

process.exit(await main().catch(endWith));
