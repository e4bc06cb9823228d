import type { Role, Scope } from '@commerce/contracts/identity/access';
import type { Caller } from '@commerce/runtime/access';

/** People of the shop who see the orders of all customers. */
const SEE_ALL: readonly Role[] = ['support', 'warehouse', 'finance', 'operator', 'admin'];
/** People of the shop who cancel and send back on a customer's behalf. */
const ACT_FOR_ALL: readonly Role[] = ['support', 'admin'];
const CLIENTS: readonly Scope[] = ['orders', 'import'];

/** What somebody wants of an order: to read it, or what only its customer decides. */
export type Wish = 'see' | 'act';

/** Whether the caller may do it with the orders of every customer. Undefined is a guest. */
export function mayWithAll(caller: Caller | undefined, wish: Wish): boolean {
  if (caller === undefined) return false;
  if (caller.kind === 'app') return wish === 'see';
  if (caller.kind === 'client') return caller.scopes.some((one) => isOneOf(one, CLIENTS));
  return caller.roles.some((role) => isOneOf(role, wish === 'see' ? SEE_ALL : ACT_FOR_ALL));
}

/**
 * Whether the caller may do it with an order of this customer. An order without a customer is a
 * guest's: its id cannot be guessed, and who knows it may use it.
 */
export function mayWithOrderOf(
  customerId: string | undefined,
  caller: Caller | undefined,
  wish: Wish,
): boolean {
  if (customerId === undefined || mayWithAll(caller, wish)) return true;
  return caller?.kind === 'user' && caller.sub === customerId;
}

/** Whether the caller may say prices and customers of an order: it imports what happened elsewhere. */
export function mayImport(caller: Caller | undefined): boolean {
  return caller?.kind === 'client' && caller.scopes.includes('import' satisfies Scope);
}

/** Whether an order's customer has an account here. Guests have none, nor has whom an importer names. */
export function hasAccount(customerId: string | undefined): customerId is string {
  return customerId?.startsWith('cus_') === true;
}

const isOneOf = (name: string, names: readonly string[]) => names.includes(name);
