import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findDaprBinaries, silentProgress, type Stack } from '@commerce/local-stack';
import pg from 'pg';

const REPOSITORY = join(import.meta.dirname, '..', '..');

/** The versions of the programs of the stack, as they report them. */
export async function stackVersions(stack: Stack): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: stack.databaseServerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
    );
    return {
      node: process.versions.node,
      postgresql: rows[0]?.version ?? 'unknown',
      dapr: await daprVersion(),
    };
  } finally {
    await client.end();
  }
}

async function daprVersion(): Promise<string> {
  const { daprd } = await daprPrograms();
  return execFileSync(daprd, ['--version'], { encoding: 'utf8' }).trim();
}

/** The Dapr programs that the stack runs. */
export function daprPrograms() {
  return findDaprBinaries(
    join(REPOSITORY, 'dapr', 'binaries'),
    silentProgress.step('Dapr programs'),
  );
}
