import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccess } from '@commerce/local-stack';
import { apiApps, documentOf, publicDocument } from '@commerce/platform/documents';
import {
  ACCESS_MATRIX,
  formatHeadings,
  formatRow,
  type MatrixRow,
  readAccessMatrix,
} from '@commerce/testing/access-matrix';
import { formatted } from '../formatted.ts';
import { root } from '../places.ts';
import { derivedRows } from './derived-access.ts';

/**
 * Adds missing rows to the access matrix, derived from the current code. It never changes or
 * removes a row: that is a decision of the reviewer. Returns the added operations.
 */
export async function addMissingRows(): Promise<string[]> {
  const access = readAccess(join(root, 'dapr', 'access.yaml'));
  const open = publicDocument().paths;
  const isPublic = (operation: string) => {
    const [method = '', path = ''] = operation.split(' ');
    return open[path]?.[method.toLowerCase()] !== undefined;
  };
  const derived = apiApps.flatMap((app) =>
    derivedRows(app, documentOf(app), { callers: access[app]?.callers ?? {}, isPublic }),
  );
  const file = join(root, ACCESS_MATRIX);
  const { text, added } = withMissingRows(readFileSync(file, 'utf8'), derived);
  writeFileSync(file, await formatted(ACCESS_MATRIX, text));
  return added.map(({ app, operation }) => `${app}: ${operation}`);
}

/** The table with its missing rows, each at the end of the section of its app. */
export function withMissingRows(
  text: string,
  derived: readonly MatrixRow[],
): { text: string; added: MatrixRow[] } {
  const known = new Set(readAccessMatrix(text).map(nameOf));
  const added = derived.filter((row) => !known.has(nameOf(row)));
  const sections = text.trimEnd().split(/\n\n(?=## )/);
  for (const [app, rows] of Map.groupBy(added, (row) => row.app)) {
    const lines = rows.map(formatRow).join('\n');
    const at = sections.findIndex((section) => section.startsWith(`## ${app}\n`));
    if (at === -1) sections.push(`## ${app}\n\n${formatHeadings()}\n${lines}`);
    else sections[at] = `${sections[at]}\n${lines}`;
  }
  return { text: `${sections.join('\n\n')}\n`, added };
}

const nameOf = ({ app, operation }: MatrixRow) => `${app}: ${operation}`;
