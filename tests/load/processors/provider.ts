import { loadRun } from './load-run.ts';
import type { Context } from './virtual-user.ts';

/** Longest wait for the provider's dashboard, ms. */
const ANSWER_LIMIT_MS = 10_000;

async function act(what: string, { vars }: Context): Promise<void> {
  if (vars.isOver || vars.order === undefined) return;
  const answer = await fetch(`${loadRun().providerUrl}/dashboard`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: what, reference: vars.order.id }),
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  });
  if (!answer.ok) throw new Error(`the provider answered ${answer.status} to ${what}`);
}

/** The customer does what the bank requires. */
export async function authenticate(context: Context): Promise<void> {
  await act('complete-action', context);
}

/** The customer fails what the bank requires. */
export async function failToAuthenticate(context: Context): Promise<void> {
  await act('fail-action', context);
}
