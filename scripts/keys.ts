import { parseArgs } from 'node:util';
import { askIdentity } from './identity-command.ts';
import { endWith, endWithUsage } from './launch.ts';
import { dataDirectory } from './places.ts';

const USAGE = `usage: npm run keys -- <command>
  rotate           publish a new signing key; it signs as soon as every verifier must have read it, and the
                   old key stays published until its last token has expired
  list             show the published keys
  --help           show this
environment: COMMERCE_DATA_DIR (default .data)`;

interface Key {
  kid: string;
  signsFrom: string;
}

function readCommand(): 'rotate' | 'list' {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', default: false } },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const command = positionals.join(' ');
    if (command === 'rotate' || command === 'list') return command;
    throw new Error('a command is required: rotate or list');
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
}

async function main(): Promise<number> {
  const path = '/internal/signing-keys';
  if (readCommand() === 'rotate') {
    const key = await askIdentity<Key>(dataDirectory(), 'POST', path);
    console.log(`the key ${key.kid} is published and signs from ${key.signsFrom}`);
    return 0;
  }
  const { items } = await askIdentity<{ items: (Key & { state: string })[] }>(
    dataDirectory(),
    'GET',
    path,
  );
  for (const { kid, state, signsFrom } of items) {
    console.log(`${kid}  ${state.padEnd(7)}  from ${signsFrom}`);
  }
  return 0;
}

process.exit(await main().catch(endWith));
