// Prepares deploy/compose for `docker compose up`: secrets, certificate authority, identities.
import { join, relative } from 'node:path';
import { formatFailure, readAccess } from '@commerce/local-stack';
import { commandLine } from './command-line.ts';
import { prepareCompose } from './compose/prepare.ts';
import { COMPOSE } from './generate/compose/index.ts';
import { root } from './places.ts';

commandLine({
  name: 'npm run compose --',
  about:
    'Writes what the compose file needs and the repository does not have: secrets, and the identities of ' +
    'all processes. What is there is kept. Needs openssl.',
}).parse();

try {
  const access = readAccess(join(root, 'dapr', 'access.yaml'));
  const { environmentFile, secretsFile, isNew } = prepareCompose(join(root, COMPOSE), access);
  const shown = (file: string) => relative(root, file);
  console.log(`${shown(environmentFile)} and ${shown(secretsFile)} have the secrets`);
  console.log(`next: docker compose --file ${join(COMPOSE, 'compose.yaml')} up --detach --wait`);
  if (isNew) console.log('identities are new: containers that run need --force-recreate');
} catch (error) {
  console.error(formatFailure(error));
  process.exitCode = 1;
}
