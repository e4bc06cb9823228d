import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const PROBE_TIMEOUT_MS = 20_000;

/** Whether the path is a file that this user may execute. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The full path of a command on PATH, if there is one. */
export function onPath(command: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((directory) => join(directory, command))
    .find(isExecutable);
}

/** The output of a short command; undefined if it fails or takes over 20 s. */
export async function outputOf(
  command: string,
  args: string[],
  cwd?: string,
): Promise<string | undefined> {
  try {
    const options = { timeout: PROBE_TIMEOUT_MS, ...(cwd === undefined ? {} : { cwd }) };
    const { stdout } = await promisify(execFile)(command, args, options);
    return stdout.trim();
  } catch {
    return undefined;
  }
}
