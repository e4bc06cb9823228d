import type { StreamEvent } from '@commerce/runtime/streams';
import { noteIn, redact } from '../domain/order-history.ts';
import type { Owner } from '../personal/personal-data.ts';
import type { OwnerOf } from './caller.ts';
import type { RouteDeps } from './index.ts';

/** What readers are told of events: what people wrote in them, and no secrets. */
export type ShowEvents = (events: StreamEvent[]) => Promise<StreamEvent[]>;

type RemarkDeps = Pick<RouteDeps, 'personal' | 'log'>;

/**
 * Opens what somebody wrote about an order, for an answer. Undefined when it does not open, now or
 * for good: the rest of the answer must not wait for identity.
 */
export function openedRemark(
  { personal, log }: RemarkDeps,
  owner: Owner,
  sealed: string,
): Promise<string | undefined> {
  return personal.decryptRemark(owner, sealed).catch((err: unknown) => {
    log.warn({ err, orderId: owner.orderId }, 'a remark does not open, the answer goes without');
    return undefined;
  });
}

/** Makes what an order's stream holds into what its readers are told. */
export function shownEvents(deps: RemarkDeps, ownerOf: OwnerOf): ShowEvents {
  async function shown(event: StreamEvent): Promise<StreamEvent> {
    const told = redact(event);
    const remark = noteIn(event);
    if (remark === undefined) return told;
    const text = await openedRemark(deps, await ownerOf(event.stream), remark.encrypted);
    return text === undefined
      ? told
      : { ...told, data: { ...(told.data as object), [remark.field]: text } };
  }
  return (events) => Promise.all(events.map(shown));
}
