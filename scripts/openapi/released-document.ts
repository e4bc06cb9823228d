import { publicDocument } from '@commerce/platform/documents';
import type { OpenApiDocument } from 'dapr-actor-runtime/openapi';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatted } from '../formatted.ts';
import { root } from '../places.ts';

/** The public API of the last release; the current one must not break its clients. */
export const RELEASED_DOCUMENT = join('docs', 'reference', 'openapi.json');

/** The text of the file. */
export function releasedText(): string {
  return readFileSync(join(root, RELEASED_DOCUMENT), 'utf8');
}

/** The released document. */
export function releasedDocument(): OpenApiDocument {
  return JSON.parse(releasedText()) as OpenApiDocument;
}

/** Replaces the released document by the current one. */
export async function writeReleasedDocument(): Promise<void> {
  const text = await formatted(RELEASED_DOCUMENT, JSON.stringify(publicDocument()));
  writeFileSync(join(root, RELEASED_DOCUMENT), text);
}
