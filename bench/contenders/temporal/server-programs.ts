import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SOURCES = join(import.meta.dirname, 'server');
const PROGRAMS = ['go.temporal.io/server/cmd/server', 'go.temporal.io/server/cmd/tools/sql'];

/** The version in go.mod. */
export const SERVER_VERSION =
  /go\.temporal\.io\/server v(\S+)/.exec(readFileSync(join(SOURCES, 'go.mod'), 'utf8'))?.[1] ?? '';

/**
 * The Temporal server and its SQL tool, built once with Go from their published module and kept in
 * the cache of this project.
 */
export async function buildServer(): Promise<{ server: string; sqlTool: string }> {
  const sum = createHash('sha256').update(readFileSync(join(SOURCES, 'go.sum')));
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'dapr-commerce');
  const home = join(cache, `temporal-${SERVER_VERSION}-${sum.digest('hex').slice(0, 16)}`);
  if (!existsSync(home)) {
    const temporary = `${home}.building`;
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    console.log('building the Temporal server with Go; 5 to 10 minutes, once');
    const args = ['build', '-trimpath', '-ldflags', '-s -w', '-o', temporary, ...PROGRAMS];
    await promisify(execFile)('go', args, { cwd: SOURCES });
    renameSync(temporary, home);
  }
  return { server: join(home, 'server'), sqlTool: join(home, 'sql') };
}
