import { join, resolve } from 'node:path';

/** The root of the repository. */
export const root = resolve(import.meta.dirname, '..');

/** The data directory of the demo: .data, or COMMERCE_DATA_DIR. */
export function dataDirectory(): string {
  return resolve(process.env['COMMERCE_DATA_DIR'] || join(root, '.data'));
}

/** A path from the command line, relative to the user's working directory. */
export function typedPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
