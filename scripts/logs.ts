// `npm run logs`: what all services wrote about one order, in time order.
import { createReadStream, existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { clientCredentials, openClient } from '@commerce/client';
import {
  formatFailure,
  loadSecrets,
  readPorts,
  runningLauncher,
  serviceClients,
  SetupError,
} from '@commerce/local-stack';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { formatLogLine, linesOfOrder, type LogLine, readLogLine } from './observe/log-lines.ts';
import { dataDirectory, typedPath } from './places.ts';

/** Most lines in memory; the logs of one process are at most 100 MB. */
const MAX_LINES = 2_000_000;

async function readLogs(folder: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  // The part before a rotation is beside the log, with `.1` at its end.
  for (const file of globSync(join(folder, '*.log{,.1}'))) {
    const service = basename(file).replace(/\.log(?:\.1)?$/, '');
    for await (const text of createInterface({ input: createReadStream(file) })) {
      const line = readLogLine(text, service);
      if (line !== undefined) lines.push(line);
      if (lines.length > MAX_LINES) throw tooMany(folder);
    }
  }
  return lines;
}

/**
 * The correlation ids of the events of an order: with them its lines are found that do not name it. None if the
 * platform does not run, or has no such order.
 */
async function flowsOfEvents(order: string): Promise<string[]> {
  const dataDir = dataDirectory();
  if (runningLauncher(dataDir) === undefined) return [];
  const gatewayUrl = `http://127.0.0.1:${readPorts(dataDir).apps['gateway']?.app}`;
  const { loadTester } = serviceClients(loadSecrets(dataDir));
  const call = openClient(gatewayUrl, { token: clientCredentials(gatewayUrl, loadTester) });
  const answer = await call('getOrderEvents', { params: { id: order } });
  return answer.ok ? answer.body.items.map(({ correlationId }) => correlationId) : [];
}

function tooMany(folder: string): SetupError {
  return new SetupError({
    what: `the logs in ${folder} are too long`,
    why: `they have more than ${MAX_LINES} lines`,
    next: `search them with grep: grep -h <order id> ${folder}/*.log | sort`,
  });
}

function noLogs(folder: string): SetupError {
  return new SetupError({
    what: 'there are no logs',
    why: `${folder} does not exist`,
    next: 'start the platform: npm start; or name the folder of the logs with --folder',
  });
}

async function main(): Promise<number> {
  const program = commandLine({
    name: 'npm run logs --',
    about:
      'Prints what all services wrote about an order, in time order: the lines that name it, and those with ' +
      'the same correlation id or trace as they or its events, which a running platform tells. Services write a line for a decision or a failure only.',
    environment: DATA_DIRECTORY,
  })
    .argument('<order-id>', 'the order; any other text that lines have works too')
    .option('--folder <folder>', 'of the logs', typedPath, join(dataDirectory(), 'logs'))
    .option('--json', 'the lines as they were written', false)
    .parse();
  const [order = ''] = program.args;
  const { folder, json } = program.opts<{ folder: string; json: boolean }>();
  if (!existsSync(folder)) throw noLogs(folder);
  const found = linesOfOrder(await readLogs(folder), order, await flowsOfEvents(order));
  for (const line of found) console.log(json ? line.text : formatLogLine(line));
  if (found.length > 0) return 0;
  console.error(`no line names ${order}: nothing failed, or it is not an order of this platform`);
  return 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(formatFailure(error));
  return 1;
});
