import type { Role, Scope } from '@commerce/contracts/identity/access';
import type { Purpose } from '@commerce/contracts/order/personal-data-api';
import type { Caller } from 'dapr-actor-runtime/access';

/** Staff roles that read the orders of all customers. */
const READ_ALL: readonly Role[] = ['support', 'warehouse', 'finance', 'operator', 'admin'];
/** Staff roles that cancel and return orders on behalf of customers. */
const MANAGE_ALL: readonly Role[] = ['support', 'admin'];
const ALL_PURPOSES: readonly Purpose[] = ['shipping', 'notification', 'payment', 'support'];
/** The purposes for which each staff role reads personal data of orders. */
export const purposesOf: Partial<Record<Role, readonly Purpose[]>> = {
  warehouse: ['shipping'],
  finance: ['payment'],
  support: ALL_PURPOSES,
  admin: ALL_PURPOSES,
};
const CLIENTS: readonly Scope[] = ['orders', 'import'];

/**
 * What a caller needs on an order: to read it, to decide for its customer, to edit it, to read personal data, or to
 * make an exception to a rule of the shop.
 */
export type Permission = 'read' | 'manage' | 'edit' | 'disclose' | 'overrule';
/** What needs a person. */
const PEOPLE_ONLY: readonly Permission[] = ['disclose', 'overrule'];

const staffWith: Record<Permission, readonly Role[]> = {
  read: READ_ALL,
  manage: MANAGE_ALL,
  edit: MANAGE_ALL,
  overrule: MANAGE_ALL,
  disclose: Object.keys(purposesOf) as Role[],
};

/** Whether the caller has the permission on the orders of every customer. Undefined is a guest. */
export function mayAccessAllOrders(caller: Caller | undefined, permission: Permission): boolean {
  if (caller === undefined) return false;
  if (caller.kind === 'app') return permission === 'read';
  if (caller.kind === 'client') {
    return !PEOPLE_ONLY.includes(permission) && caller.scopes.some((one) => isOneOf(one, CLIENTS));
  }
  return caller.roles.some((role) => isOneOf(role, staffWith[permission]));
}

/**
 * Whether the caller has the permission on an order of this customer. An order without a customer
 * is a guest order: its id cannot be guessed, and anyone who knows it may use it, but not edit it: who
 * has seen the id must not have the goods sent elsewhere.
 */
export function mayAccessOrderOf(
  customerId: string | undefined,
  caller: Caller | undefined,
  permission: Permission,
): boolean {
  if (mayAccessAllOrders(caller, permission)) return true;
  if (customerId === undefined) return permission !== 'edit';
  return caller?.kind === 'user' && caller.sub === customerId;
}

/**
 * Whether the caller is the customer of the order, or a service client that orders for customers. Staff
 * who read every order are neither. Whoever knows the id of a guest order is its customer.
 */
export function mayActForCustomer(
  customerId: string | undefined,
  caller: Caller | undefined,
): boolean {
  if (caller?.kind === 'app') return false;
  if (caller?.kind === 'client') return mayAccessAllOrders(caller, 'manage');
  if (customerId !== undefined) return caller?.sub === customerId;
  return !mayAccessAllOrders(caller, 'read');
}

/** The caller as which a store-front server acts for a customer: without a session, and never as staff. */
export function customerAsCaller(customerId: string): Caller {
  return { sub: customerId, kind: 'user', roles: ['customer'], scopes: [], sid: undefined };
}

/** Whether the caller may set prices and customers of an order, as an import of past orders does. */
export function mayImport(caller: Caller | undefined): boolean {
  return caller?.kind === 'client' && caller.scopes.includes('import' satisfies Scope);
}

/** Whether the customer of an order has an account here. Guests and imported customers have none. */
export function hasAccount(customerId: string | undefined): customerId is string {
  return customerId?.startsWith('cus_') === true;
}

const isOneOf = (name: string, names: readonly string[]) => names.includes(name);
