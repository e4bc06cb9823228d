import { Argument } from 'commander';
import { askApp } from './ask-app.ts';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';

/** Longest wait for an answer, ms. */
const COMMAND_LIMIT_MS = 120_000;

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
  const about = {
    path: '/internal/signing-keys',
    timeoutMs: COMMAND_LIMIT_MS,
    next: 'read the log of the identity app',
  };
  if (readCommand() === 'rotate') {
    const key = await askApp<Key>('identity', { ...about, method: 'POST' });
    console.log(`the key ${key.kid} is published and signs from ${key.signsFrom}`);
    return 0;
  }
  const { items } = await askApp<{ items: (Key & { state: string })[] }>('identity', {
    ...about,
    method: 'GET',
  });
  for (const { kid, state, signsFrom } of items) {
    console.log(`${kid}  ${state.padEnd(7)}  from ${signsFrom}`);
  }
  return 0;
}

process.exit(await main().catch(endWith));
