import { parseArgs } from 'node:util';
import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';
import type { DeadLetter } from '@commerce/runtime/subscriber';
import { endWith, endWithUsage } from './launch.ts';
import { dataDirectory } from './places.ts';

/** Longest wait for an answer of an app, ms. */
const ANSWER_LIMIT_MS = 30_000;
const USAGE = `usage: npm run dead-letters -- <app> [list | replay <event id> | discard <event id>]
Lists the dead letters of an app of the running platform, replays or discards them. Waiting ones are
retried automatically, parked ones need a decision.
  --reason <text>  why an event is discarded
  --help           show this
environment: COMMERCE_DATA_DIR (default .data)`;

interface Command {
  app: string;
  action: 'list' | 'replay' | 'discard';
  eventId: string;
  reason: string;
}

function readCommand(): Command {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        reason: { type: 'string', default: '' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const [app = '', action = 'list', eventId = '', ...rest] = positionals;
    const { reason } = values;
    if (app === '' || rest.length > 0) throw new Error('an app is required');
    if (action === 'list') return { app, action, eventId, reason };
    if (action !== 'replay' && action !== 'discard') throw new Error(`unknown action ${action}`);
    if (eventId === '') throw new Error('an event id is required');
    if (action === 'discard' && reason === '')
      throw new Error('a reason is required: --reason <text>');
    return { app, action, eventId, reason };
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
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
