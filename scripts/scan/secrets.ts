import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '@commerce/local-stack';
import { goTools } from '../go-tools.ts';
import { root } from '../places.ts';

/** The exit code that we ask for when secrets were found; gitleaks uses 1 for its own failures. */
const FOUND = 3;
const MAX_REPORT_BYTES = 64 * 1024 * 1024;
/** The clone may belong to another user, as in a container. */
const ANY_OWNER = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: '*',
};

/** What gitleaks says of a secret, as far as it is read. The secret itself is left out. */
interface Leak {
  RuleID: string;
  File: string;
  StartLine: number;
  Commit: string;
}

/**
 * The secrets in the history of a clone up to its HEAD, one sentence each, without the secrets. Throws
 * SetupError if the clone lacks old commits, or without gitleaks.
 */
export async function secretsIn(clone: string): Promise<string[]> {
  const env = { ...process.env, ...ANY_OWNER };
  const asked = ['rev-parse', '--is-shallow-repository'];
  const shallow = spawnSync('git', asked, { cwd: clone, env, encoding: 'utf8' });
  if (shallow.stdout?.trim() !== 'false') {
    throw new SetupError({
      what: 'the history cannot be searched for secrets',
      why: shallow.status === 0 ? 'this clone has only the newest commits' : shallow.stderr.trim(),
      next: 'git fetch --unshallow, or clone with the whole history',
    });
  }
  const gitleaks = (await goTools('gitleaks'))('gitleaks');
  const output = ['--report-format', 'json', '--report-path', '-', '--redact', '--no-banner'];
  const args = ['git', ...output, '--config', join(root, '.gitleaks.toml'), '--log-level', 'error'];
  const history = ['--exit-code', String(FOUND), '--log-opts', 'HEAD', clone];
  const run = promisify(execFile)(gitleaks, [...args, ...history], {
    env,
    encoding: 'utf8',
    maxBuffer: MAX_REPORT_BYTES,
  });
  // The report is the output also when there are some.
  const { stdout } = await run.catch((error: Error & { code: unknown; stdout: string }) => {
    if (error.code === FOUND) return error;
    throw new Error('gitleaks failed', { cause: error });
  });
  return (JSON.parse(stdout) as Leak[]).map(
    ({ RuleID, File, StartLine, Commit }) =>
      `${File}:${StartLine} of commit ${Commit.slice(0, 12)} looks like a secret (${RuleID}); ` +
      'change the secret first, since old commits keep it',
  );
}
