import { roles, scopes, type Role } from '@commerce/contracts/identity/access';
import { mayAccessAllOrders, type Permission } from '@commerce/order/domain/ownership';
import type { OpenApiDocument, OpenApiOperation } from '@commerce/runtime/openapi';
import {
  ACCESS_MATRIX,
  type CallerKind,
  type Cell,
  type MatrixRow,
  formatRow,
} from '@commerce/testing/access-matrix';

/** What is done with orders that have an owner; the order app itself says whose it may be. */
const WITH_OWNER: Readonly<Record<string, Permission>> = {
  'GET /orders': 'read',
  'GET /orders/{id}': 'read',
  'GET /orders/{id}/events': 'read',
  'GET /orders/{id}/diff': 'read',
  'GET /orders/{id}/stream': 'read',
  'POST /orders/{id}/cancellation': 'manage',
  'POST /orders/{id}/returns': 'manage',
};
/** Operations in which a person sees only their own data. */
const ABOUT_ONESELF = /^\w+ \/(?:me|sessions)(?:\/|$)/;

/** The matrix rows derived from the document of an app and the table of callers. */
export function derivedRows(
  app: string,
  document: OpenApiDocument,
  {
    callers,
    isPublic,
  }: { callers: Record<string, string[]>; isPublic: (operation: string) => boolean },
): MatrixRow[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const operation = `${method.toUpperCase()} ${path}`;
      const apps = Object.entries(callers)
        .filter(([, allowed]) => allowed.map(templateOf).includes(operation))
        // The gateway calls on behalf of its clients, except for non-public operations.
        .filter(([caller]) => caller !== 'gateway' || !isPublic(operation))
        .map(([caller]) => caller);
      return { app, operation, cells: cellsOf(operation, described), apps };
    }),
  );
}

const templateOf = (operation: string) => operation.replaceAll(/:(\w+)/g, '{$1}');

function cellsOf(operation: string, described: OpenApiOperation): Record<CallerKind, Cell> {
  const permission = WITH_OWNER[operation];
  const isPublic = described['x-access'] === 'public';
  const letIn = (field: string) => (described[field] ?? []) as readonly string[];
  const cell = (isLetIn: boolean, seesAll: boolean): Cell => {
    if (isPublic) return 'yes';
    if (!isLetIn) return '-';
    return seesAll ? 'yes' : 'own';
  };
  const guest = cell(described['x-guests'] === true, permission === undefined);
  const ofRole = (role: Role) => {
    const person = { ...somebody, kind: 'user', roles: [role] } as const;
    const seesAll =
      permission === undefined
        ? !ABOUT_ONESELF.test(operation)
        : mayAccessAllOrders(person, permission);
    return [role, cell(letIn('x-roles').includes(role), seesAll)] as const;
  };
  const ofScope = scopes.map((scope) => {
    const client = { ...somebody, kind: 'client', scopes: [scope] } as const;
    const seesAll = permission === undefined || mayAccessAllOrders(client, permission);
    return [scope, cell(letIn('x-scopes').includes(scope), seesAll)] as const;
  });
  return Object.fromEntries([['guest', guest], ...roles.map(ofRole), ...ofScope]) as Record<
    CallerKind,
    Cell
  >;
}

const somebody = { sub: 'somebody', roles: [], scopes: [], sid: undefined };

/** The differences of the matrix: missing, extra and different rows. */
export function matrixFaults(table: readonly MatrixRow[], derived: readonly MatrixRow[]): string[] {
  const standing = new Map(table.map((row) => [nameOf(row), formatRow(row)]));
  const wanted = new Map(derived.map((row) => [nameOf(row), formatRow(row)]));
  const doubled = table.length - standing.size;
  return [
    ...(doubled === 0 ? [] : [`${ACCESS_MATRIX} has ${doubled} rows twice`]),
    ...[...wanted].flatMap(([name, row]) => {
      const found = standing.get(name);
      if (found === undefined) return [`${name} has no row; in code it is ${row}`];
      return found === row ? [] : [`${name} is ${row} in code, and not ${found}`];
    }),
    ...[...standing.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} has a row and no route`),
  ];
}

const nameOf = ({ app, operation }: MatrixRow) => `${app}: ${operation}`;
