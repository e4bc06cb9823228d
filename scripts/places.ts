import { join, resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '..');

/** Where the demo keeps its data; COMMERCE_DATA_DIR names another place. */
export function dataDirectory(): string {
  return resolve(process.env['COMMERCE_DATA_DIR'] || join(root, '.data'));
}

/** A path that the user wrote, relative to where the command was typed. */
export function typedPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
