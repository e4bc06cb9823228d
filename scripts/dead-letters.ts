import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';
import type { DeadLetter } from '@commerce/runtime/subscriber';
import { Argument } from 'commander';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';
import { dataDirectory } from './places.ts';

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

/** Calls an app of the running platform directly, with its app token. */
async function ask(app: string, method: string, path: string, body?: object): Promise<string> {
  const dataDir = dataDirectory();
  const port = runningLauncher(dataDir) && readPorts(dataDir).apps[app]?.app;
  if (port === undefined) {
    throw new SetupError({
      what: `the app '${app}' is not running`,
      why: `no app of that name is running on ${dataDir}`,
      next: 'start the platform in another terminal: npm start',
    });
  }
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'dapr-api-token': loadSecrets(dataDir).appApiToken,
    },
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.ok) return text;
  throw new SetupError({
    what: 'the app refused',
    why: `it answered ${answer.status}: ${text}`,
    next: `list its dead letters: npm run dead-letters -- ${app}`,
  });
}

function show({ eventId, type, state, tries, reason, nextTryAt }: DeadLetter): void {
  const next = state === 'waiting' ? `, next at ${nextTryAt}` : '';
  console.log(`${eventId}  ${type ?? 'unreadable'}  ${state}, ${tries} tries${next}`);
  if (reason !== undefined) console.log(`  ${reason}`);
}

async function main(): Promise<number> {
  const { app, action, eventId, reason } = readCommand();
  if (action === 'list') {
    const { items } = JSON.parse(await ask(app, 'GET', '/dead-letters')) as { items: DeadLetter[] };
    items.forEach(show);
    const parked = items.filter(({ state }) => state === 'parked').length;
    console.log(`${items.length} dead letters, ${parked} of them need a decision`);
    return parked > 0 ? 1 : 0;
  }
  const path = `/dead-letters/${encodeURIComponent(eventId)}/${action}`;
  await ask(app, 'POST', path, action === 'discard' ? { reason } : undefined);
  console.log(action === 'replay' ? 'it is redelivered within seconds' : 'discarded');
  return 0;
}

process.exit(await main().catch(endWith));
