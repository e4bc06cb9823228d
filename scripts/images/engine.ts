import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { root } from '../places.ts';

/** Longest answer of the engine to a short question, ms. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Longest build, download of a base or run of an image, ms. */
const WORK_TIMEOUT_MS = 15 * 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** Lines of a failed command that are shown. */
const SHOWN_LINES = 15;

/** There is no Docker engine, or a base cannot be had: nothing of the repository is wrong. */
export class NoEngine extends Error {
  override name = 'NoEngine';
}

interface Answer {
  code: number | null;
  output: string;
}

/** What `docker image inspect` says, as far as it is read. */
export interface Inspected {
  Id: string;
  Size: number;
  Architecture: string;
  Os: string;
  Config: {
    User?: string;
    Env?: string[];
    Entrypoint?: string[];
    Cmd?: string[] | null;
    WorkingDir?: string;
    Labels?: Record<string, string>;
  };
  RootFS: { Layers: string[] };
}

/** Runs a docker command to its end and returns its exit code, and both outputs together. */
export function docker(args: readonly string[], timeoutMs = WORK_TIMEOUT_MS): Answer {
  const { status, stdout, stderr, error } = spawnSync('docker', args, {
    cwd: root,
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return { code: status, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() };
}

/** Throws NoEngine with one line if no engine answers. */
export function assertEngine(): void {
  const { code, output } = docker(
    ['version', '--format', '{{.Server.Version}}'],
    ANSWER_TIMEOUT_MS,
  );
  if (code !== 0) throw new NoEngine(`no Docker engine answers: ${lastLine(output)}`);
}

/** Throws NoEngine with one line if the engine neither has an image nor can pull it. */
export function assertBase(name: string): void {
  if (docker(['image', 'inspect', name], ANSWER_TIMEOUT_MS).code === 0) return;
  const { code, output } = docker(['pull', '--quiet', name]);
  if (code !== 0) throw new NoEngine(`the base ${name} cannot be pulled: ${lastLine(output)}`);
}

/** What the engine knows of an image. Throws if there is none. */
export function inspect(name: string): Inspected {
  const { code, output } = docker(['image', 'inspect', name], ANSWER_TIMEOUT_MS);
  if (code !== 0) throw new Error(`there is no image ${name}: ${lastLine(output)}`);
  return (JSON.parse(output) as [Inspected])[0];
}

/** A label of an image, if the engine has the image and the image the label. */
export function labelOf(name: string, label: string): string | undefined {
  const { code, output } = docker(['image', 'inspect', name], ANSWER_TIMEOUT_MS);
  return code === 0 ? (JSON.parse(output) as [Inspected])[0].Config.Labels?.[label] : undefined;
}

/**
 * A digest of what an image contains and how it runs. Unlike the id it has no time of the build, which only
 * newer engines let a build fix.
 */
export function contentDigest({ Architecture, Os, Config, RootFS }: Inspected): string {
  const { User, Env, Entrypoint, Cmd, WorkingDir, Labels } = Config;
  const labels = Object.entries(Labels ?? {}).sort();
  const content = [
    ...[Architecture, Os, User, Env, Entrypoint, Cmd ?? null, WorkingDir, labels],
    RootFS.Layers,
  ];
  return `sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`;
}

/** The end of what a failed command wrote. */
export function tailOf(output: string): string {
  return output.split('\n').slice(-SHOWN_LINES).join('\n');
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) || 'no reason given';
}
