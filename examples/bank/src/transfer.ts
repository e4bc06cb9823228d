import type { AppContext } from 'dapr-actor-runtime/app';
import type { Saga } from 'dapr-actor-runtime/saga';
import { type Static, Type } from 'typebox';
import { Account } from './account.ts';

export const name = Type.String({ pattern: '^[a-z0-9-]{1,64}$' });
export const cents = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
export const Transfer = Type.Object({ id: name, from: name, to: name, cents });

const plan = [{ name: 'debit', undo: { name: 'return-debit' } }, { name: 'credit' }] as const;

/** Takes the money, then gives it. If an account refuses, what was taken goes back. */
export const transfer: Saga<typeof plan, Static<typeof Transfer>, AppContext> = {
  name: 'transfer.v1',
  plan,
  whenRefused: 'compensate',
  steps: {
    debit: {
      run: ({ id, from, cents }, bank) => move(bank, from, id, -cents),
      undo: ({ id, from }, bank) => move(bank, from, id, 0),
    },
    credit: { run: ({ id, to, cents }, bank) => move(bank, to, id, cents) },
  },
};

function move({ actors }: AppContext, account: string, cause: string, cents: number) {
  return actors(Account)(account).handle({ type: 'Move', cause, cents });
}
