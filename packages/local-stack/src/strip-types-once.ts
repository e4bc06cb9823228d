import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const HOOK = pathToFileURL(resolve(import.meta.dirname, '../strip-types-once.mjs')).href;

/** The environment that makes an app load TypeScript without keeping a compiler in memory. */
export const STRIP_TYPES_ONCE: Record<string, string> = { NODE_OPTIONS: `--import ${HOOK}` };
