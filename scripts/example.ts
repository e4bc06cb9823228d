import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createProgress, formatFailure, startStack } from '@commerce/local-stack';
import { InvalidArgumentError } from 'commander';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { interruption } from './interruption.ts';
import { endWith, portOptions, runUntilAborted } from './launch.ts';
import { dataDirectory, root } from './places.ts';

const EXAMPLES = join(root, 'examples');

function readName(name: string): string {
  const names = readdirSync(EXAMPLES).filter((one) => existsSync(runFileOf(one)));
  if (names.includes(name)) return name;
  throw new InvalidArgumentError(`The examples are ${names.join(', ')}.`);
}

function runFileOf(name: string): string {
  return join(EXAMPLES, name, 'dapr.yaml');
}

async function main(): Promise<number> {
  const program = commandLine({
    name: 'npm run example --',
    about: 'Starts an example of the runtime with its sidecar, PostgreSQL and Redis.',
    environment: `LOCAL_PORTS, DATABASE_URL, REDIS_URL, DAPR_BIN_DIR, ${DATA_DIRECTORY}`,
  })
    .argument('<name>', 'the folder in examples/', readName)
    .parse();
  const [name = ''] = program.processedArgs as string[];
  const signal = interruption();
  const progress = createProgress();
  const stack = await startStack({
    ...portOptions(),
    dataDir: join(dataDirectory(), 'examples', name),
    runFile: runFileOf(name),
    progress,
    signal,
    onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
  });
  const { app, daprHttp } = stack.app(name);
  const at = (port: number) => `http://127.0.0.1:${port}`;
  console.log(`\n${name} is up; Ctrl-C stops it. For the commands of examples/${name}/README.md:`);
  console.log(
    `  export APP=${at(app)} SIDECAR=${at(daprHttp)} DAPR_API_TOKEN=${stack.daprApiToken}`,
  );
  return runUntilAborted(stack, { progress, signal });
}

process.exit(await main().catch(endWith));
