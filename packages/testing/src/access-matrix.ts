import { roles, type Role, scopes, type Scope } from '@commerce/contracts/identity/access';

/** The reviewed access matrix, relative to the root of the repository. */
export const ACCESS_MATRIX = 'docs/access-matrix.md';

/** A kind of caller: a guest (no token), a person with a role, or a service client with a scope. */
export type CallerKind = 'guest' | Role | Scope;
export const callerKinds: readonly CallerKind[] = ['guest', ...roles, ...scopes];

/** `own`: only for the caller's own data; for others it is not found. */
export type Cell = 'yes' | 'own' | '-';

/** One operation of an app. */
export interface MatrixRow {
  app: string;
  /** Method and path, as `GET /orders/{id}`. */
  operation: string;
  cells: Record<CallerKind, Cell>;
  /** Apps that may invoke it on their own behalf. */
  apps: string[];
}

const HEADINGS = ['operation', ...callerKinds, 'apps'];

/** The rows of the table. Throws an Error that names the first malformed line. */
export function readAccessMatrix(text: string): MatrixRow[] {
  const rows: MatrixRow[] = [];
  let app = '';
  for (const [index, line] of text.split('\n').entries()) {
    const wrong = (why: string) => new Error(`${ACCESS_MATRIX}:${index + 1}: ${why}`);
    app = /^## (\S+)$/.exec(line)?.[1] ?? app;
    if (!line.startsWith('|') || /^\|[ :|-]+\|$/.test(line)) continue;
    const [first = '', ...fields] = line
      .slice(1, -1)
      .split('|')
      .map((field) => field.trim());
    if (first === 'operation') {
      if ([first, ...fields].join() !== HEADINGS.join()) {
        throw wrong(`the columns are ${HEADINGS.join(', ')}`);
      }
      continue;
    }
    const operation = /^`([A-Z]+ \/\S*)`$/.exec(first)?.[1];
    if (operation === undefined || fields.length !== HEADINGS.length - 1) throw wrong('not a row');
    const cells = fields.slice(0, -1);
    if (!cells.every(isCell)) throw wrong('a cell must be yes, own or -');
    rows.push({
      app,
      operation,
      cells: Object.fromEntries(callerKinds.map((kind, column) => [kind, cells[column]])) as Record<
        CallerKind,
        Cell
      >,
      apps: fields.at(-1) === '-' ? [] : (fields.at(-1) ?? '').split(', '),
    });
  }
  return rows;
}

const isCell = (field: string): field is Cell => ['yes', 'own', '-'].includes(field);

/** The headings of a section as Markdown. */
export function formatHeadings(): string {
  return `| ${HEADINGS.join(' | ')} |\n|${HEADINGS.map(() => ' --- |').join('')}`;
}

/** A row as Markdown. */
export function formatRow({ operation, cells, apps }: MatrixRow): string {
  const fields = [
    `\`${operation}\``,
    ...callerKinds.map((kind) => cells[kind]),
    apps.length === 0 ? '-' : apps.toSorted().join(', '),
  ];
  return `| ${fields.join(' | ')} |`;
}

/** The permission of a caller of several kinds: the highest permission of any of them. */
export function permissionOf({ cells }: MatrixRow, kinds: readonly CallerKind[]): Cell {
  const all = kinds.map((kind) => cells[kind]);
  return all.includes('yes') ? 'yes' : all.includes('own') ? 'own' : '-';
}
