import { roles, scopes, type Role } from '@commerce/contracts/identity/access';
import { mayAccessAllOrders, type Permission } from '@commerce/order/domain/ownership';
import type { OpenApiDocument, OpenApiOperation } from 'dapr-actor-runtime/openapi';
import {
  ACCESS_MATRIX,
  type CallerKind,
  type Cell,
  type MatrixRow,
  formatRow,
} from '@commerce/testing/access-matrix';

/**
 * Operations on orders with an owner; the order app decides which callers may access all orders.
 */
const WITH_OWNER: Readonly<Record<string, Permission>> = {
  'GET /orders': 'read',
  'GET /orders/{id}': 'read',
  'GET /orders/{id}/events': 'read',
  'GET /orders/{id}/personal-data': 'disclose',
  'GET /orders/{id}/diff': 'read',
  'GET /orders/{id}/stream': 'read',
  'POST /orders/{id}/stream-tickets': 'read',
  'POST /orders/{id}/cancellation': 'manage',
  'PATCH /orders/{id}': 'edit',
  'POST /orders/{id}/edits': 'edit',
  'POST /orders/{id}/payment': 'manage',
  'POST /orders/{id}/payment/completion': 'manage',
  'POST /orders/{id}/returns': 'manage',
  'POST /orders/{id}/returns/{returnId}/withdrawal': 'manage',
};
/** Operations in which a user sees only their own data. */
const OWN_DATA = /^\w+ \/(?:me|sessions)(?:\/|$)/;

/** The matrix rows derived from the document of an app and the access list. */
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
  const allowed = (field: string) => (described[field] ?? []) as readonly string[];
  const cell = (isAllowed: boolean, accessesAll: boolean): Cell => {
    if (isPublic) return 'yes';
    if (!isAllowed) return '-';
    return accessesAll ? 'yes' : 'own';
  };
  const guest = cell(described['x-guests'] === true, permission === undefined);
  const ofRole = (role: Role) => {
    const user = { ...anyCaller, kind: 'user', roles: [role] } as const;
    const accessesAll =
      permission === undefined ? !OWN_DATA.test(operation) : mayAccessAllOrders(user, permission);
    return [role, cell(allowed('x-roles').includes(role), accessesAll)] as const;
  };
  const ofScope = scopes.map((scope) => {
    const client = { ...anyCaller, kind: 'client', scopes: [scope] } as const;
    const accessesAll = permission === undefined || mayAccessAllOrders(client, permission);
    return [scope, cell(allowed('x-scopes').includes(scope), accessesAll)] as const;
  });
  return Object.fromEntries([['guest', guest], ...roles.map(ofRole), ...ofScope]) as Record<
    CallerKind,
    Cell
  >;
}

const anyCaller = { sub: 'anyone', roles: [], scopes: [], sid: undefined };

/**
 * The differences between the matrix and the code: missing, extra, different and duplicate rows.
 */
export function matrixFaults(table: readonly MatrixRow[], derived: readonly MatrixRow[]): string[] {
  const reviewed = new Map(table.map((row) => [nameOf(row), formatRow(row)]));
  const wanted = new Map(derived.map((row) => [nameOf(row), formatRow(row)]));
  const doubled = table.length - reviewed.size;
  return [
    ...(doubled === 0 ? [] : [`${ACCESS_MATRIX} has ${doubled} rows twice`]),
    ...[...wanted].flatMap(([name, row]) => {
      const found = reviewed.get(name);
      if (found === undefined) return [`${name} has no row; in code it is ${row}`];
      return found === row ? [] : [`${name} is ${row} in code, not ${found}`];
    }),
    ...[...reviewed.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} has a row and no route`),
  ];
}

const nameOf = ({ app, operation }: MatrixRow) => `${app}: ${operation}`;
