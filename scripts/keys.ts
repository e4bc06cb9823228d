import { Argument } from 'commander';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { askIdentity } from './identity-command.ts';
import { endWith } from './launch.ts';
import { dataDirectory } from './places.ts';

interface Key {
  kid: string;
  signsFrom: string;
}

function readCommand(): 'rotate' | 'list' {
  const [command] = commandLine({
    name: 'npm run keys --',
    about:
      'Rotates or lists the keys that sign tokens. A new key is published at once and signs once every ' +
      'verifier can know it; the old one stays published until its last token has expired.',
    environment: DATA_DIRECTORY,
  })
    .addArgument(new Argument('<command>', 'what to do').choices(['rotate', 'list']))
    .parse().args;
  return command as 'rotate' | 'list';
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
