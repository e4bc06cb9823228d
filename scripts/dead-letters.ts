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
    .parse();
  const [app, action, eventId] = program.processedArgs as [string, Command['action'], string];
  const { reason } = program.opts<{ reason: string }>();
  if (action !== 'list' && eventId === '') program.error(`error: ${action} needs an event id`);
  if (action === 'discard' && reason === '') program.error('error: discard needs --reason <text>');
  return { app, action, eventId, reason };
}

function show({ eventId, type, state, tries, reason, nextTryAt }: DeadLetter): void {
  const next = state === 'waiting' ? `, next at ${nextTryAt}` : '';
  console.log(`${eventId}  ${type ?? 'unreadable'}  ${state}, ${tries} tries${next}`);
  if (reason !== undefined) console.log(`  ${reason}`);
}

async function main(): Promise<number> {
  const { app, action, eventId, reason } = readCommand();
  const next = `list its dead letters: npm run dead-letters -- ${app}`;
  const asked = { timeoutMs: ANSWER_LIMIT_MS, next };
  if (action === 'list') {
    const { items } = await askApp<{ items: DeadLetter[] }>(app, {
      ...asked,
      method: 'GET',
      path: '/dead-letters',
    });
    items.forEach(show);
    const parked = items.filter(({ state }) => state === 'parked').length;
    console.log(`${items.length} dead letters, ${parked} of them need a decision`);
    return parked > 0 ? 1 : 0;
  }
  const path = `/dead-letters/${encodeURIComponent(eventId)}/${action}`;
  const body = action === 'discard' ? { reason } : undefined;
  await askApp(app, { ...asked, method: 'POST', path, body });
  console.log(action === 'replay' ? 'it is redelivered within seconds' : 'discarded');
  return 0;
}

process.exit(await main().catch(endWith));
