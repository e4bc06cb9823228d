import { aggregateType } from 'dapr-actor-runtime/app';
import { accepted, type Decider, rejected } from 'dapr-actor-runtime/streams';

/** A move of 0 cents takes back what its cause has moved, and keeps it from moving anything later. */
export type Command =
  { type: 'Open' } | { type: 'Close' } | { type: 'Move'; cause: string; cents: number };
/** `moved` has what each cause has moved, in cents, so that no repeat moves it again. */
export type AccountState = { open: boolean; balance: number; moved: Record<string, number> };
const opened = { type: 'AccountOpened.v1', data: {} } as const;
const closed = { type: 'AccountClosed.v1', data: {} } as const;
type Moved = { type: 'MoneyMoved.v1'; data: { cause: string; cents: number; total: number } };

export const Account = aggregateType<AccountState, Command>('Account');

/** The rules of an account: it owes nothing, and only an empty one closes. */
export const account: Decider<AccountState, Command, typeof opened | typeof closed | Moved> = {
  initial: { open: false, balance: 0, moved: {} },
  evolve(was, event) {
    if (event.type !== 'MoneyMoved.v1') return { ...was, open: event.type === opened.type };
    const { cause, cents, total } = event.data;
    return { ...was, balance: was.balance + cents, moved: { ...was.moved, [cause]: total } };
  },
  decide(command, { open, balance, moved }) {
    const holds = `The account holds ${balance} cents.`;
    if (command.type === 'Open') return open ? accepted() : accepted(opened);
    if (command.type === 'Close' && balance > 0) return rejected('not-empty', holds);
    if (command.type === 'Close') return open ? accepted(closed) : accepted();
    const { cause, cents: total } = command;
    const before = Object.hasOwn(moved, cause) ? moved[cause] : undefined;
    const cents = total - (before ?? 0);
    if (before === total) return accepted();
    if (before !== undefined && total !== 0) return rejected('used', `${cause} is used.`);
    if (!open && total !== 0) return rejected('not-open', 'The account is not open.');
    if (balance + cents < 0) return rejected('too-little', holds);
    return accepted({ type: 'MoneyMoved.v1', data: { cause, cents, total } });
  },
};
