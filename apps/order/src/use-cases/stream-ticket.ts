import type { StreamTicket } from '@commerce/contracts/order/order-stream';
import type { Caller } from 'dapr-actor-runtime/access';
import { httpProblem } from 'dapr-actor-runtime/server';
import {
  decrypt,
  DecryptionError,
  encrypt,
  type EncryptionKey,
} from 'dapr-actor-runtime/personal-data';

/** How long a ticket opens streams, ms: for the request that follows, and a reconnection after it. */
const TICKET_MS = 60_000;

interface Deps {
  ticketKey: EncryptionKey;
}

interface Sealed {
  caller: Caller;
  /** Until when it opens streams, ms since 1970. */
  until: number;
}

/**
 * A ticket for the stream of an order, for clients that cannot send a token, such as EventSource. It
 * says who its holder is, so the stream has the permissions of that caller and ends with the session.
 */
export function issueStreamTicket(
  { ticketKey }: Deps,
  { orderId, caller, now }: { orderId: string; caller: Caller; now: number },
): StreamTicket {
  const until = now + TICKET_MS;
  const sealed: Sealed = { caller, until };
  return {
    ticket: encrypt(ticketKey, JSON.stringify(sealed), boundTo(orderId)),
    expiresAt: new Date(until).toISOString(),
  };
}

/** The caller for whom a ticket was issued. Rejects with invalid-token if it does not open the stream. */
export function callerOfTicket(
  { ticketKey }: Deps,
  { orderId, ticket, now }: { orderId: string; ticket: string; now: number },
): Caller {
  const { caller, until } = opened(ticketKey, ticket, orderId);
  if (now < until) return caller;
  throw refused('has expired');
}

function opened(key: EncryptionKey, ticket: string, orderId: string): Sealed {
  try {
    return JSON.parse(decrypt(key, ticket, boundTo(orderId)).toString()) as Sealed;
  } catch (error) {
    if (error instanceof DecryptionError) throw refused('was not issued for this order');
    throw error;
  }
}

function refused(why: string): Error {
  return httpProblem('invalid-token', `The ticket ${why}. Ask for another one.`);
}

const boundTo = (orderId: string) => `stream ticket of ${orderId}`;
