import { uuidv7 } from 'dapr-actor-runtime/ids';
import type { Amount, Book, Dispute, Entry, Operation } from './book.ts';
import type { Answer } from './answer.ts';
import { refusalOf } from './provider.ts';
import type { Declines } from './faults.ts';
import type { Webhooks } from './webhooks.ts';

/** What a person does at the provider, without a request of the merchant. */
export type ByHand =
  | { do: 'capture' | 'refund'; reference: string; amount: Amount }
  /** Releases the authorization. */
  | { do: 'void' | 'expire'; reference: string }
  /** The customer does, or fails, what the bank required. */
  | { do: 'complete-action' | 'fail-action'; reference: string }
  | { do: 'dispute'; reference: string; disputeId: string; amount: Amount; state: Dispute['state'] }
  /** What becomes of a refund that was done. */
  | { do: 'fail-refund' | 'settle-refund'; reference: string; refundId: string }
  /** Without a reference, the keys of all requests. */
  | { do: 'forget-keys'; reference?: string | undefined }
  /** Declines this share of the new authorizations, whatever their token. */
  | { do: 'decline'; percent: number };

const NOT_FOUND: Answer = { status: 404, body: { status: 'not-found' } };

export type Dashboard = ReturnType<typeof createDashboard>;

/**
 * The provider's dashboard: changes that the merchant learns from webhooks, which have none of its
 * ids, or from the book.
 */
export function createDashboard(book: Book, webhooks: Webhooks, declines: Declines) {
  function tell(
    type: `${'authorization' | 'capture' | 'refund' | 'dispute'}.${string}`,
    entry: Entry,
  ) {
    const { id: authorization = '' } = entry;
    void webhooks.send({ type, data: { authorization } }, { copies: 1, atOnce: false });
    return { status: 200, body: { status: entry.status } };
  }

  function move(entry: Entry, kind: Operation['kind'], amount: Amount): Answer {
    const reason = refusalOf(entry, { kind, amount });
    if (reason !== undefined) return { status: 402, body: { status: 'refused', reason } };
    const id = `${kind.slice(0, 3)}_${uuidv7()}`;
    book.addOperation(entry.reference, { kind, amount, status: 'done', id }, entry.id);
    tell(`${kind}.made`, entry);
    return { status: 201, body: { id, status: 'done' } };
  }

  return function act(action: ByHand): Answer {
    if (action.do === 'forget-keys') {
      book.forgetKeys(action.reference);
      return { status: 200, body: { status: 'forgotten' } };
    }
    if (action.do === 'decline') {
      declines.setPercent(action.percent);
      return { status: 200, body: { status: 'declines', percent: action.percent } };
    }
    const entry = book.authorizationOf(action.reference);
    if (entry?.id === undefined) return NOT_FOUND;
    const { id } = entry;
    switch (action.do) {
      case 'capture':
      case 'refund':
        return move(entry, action.do, action.amount);
      case 'void':
        book.change({ type: 'ended', id, reason: 'voided-at-provider' });
        return tell('authorization.released', entry);
      case 'expire':
        book.change({ type: 'ended', id, reason: 'authorization-expired' });
        return tell('authorization.expired', entry);
      case 'complete-action':
      case 'fail-action':
        if (entry.status !== 'requires-action') return { status: 409, body: entry };
        book.change({ type: 'acted', id, success: action.do === 'complete-action' });
        return tell('authorization.acted', entry);
      case 'dispute': {
        const { disputeId, amount, state } = action;
        book.change({ type: 'disputed', id, dispute: { id: disputeId, amount, state } });
        return tell(`dispute.${state}`, entry);
      }
      case 'fail-refund':
      case 'settle-refund': {
        const { refundId } = action;
        const failure = action.do === 'fail-refund' ? { failure: 'refund-returned' } : {};
        book.change({ type: 'refund-settled', id, refundId, ...failure });
        return tell('refund.settled', entry);
      }
    }
  };
}
