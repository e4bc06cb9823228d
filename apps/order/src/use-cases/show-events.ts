import type { StreamEvent } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { noteIn, redact } from '../domain/order-history.ts';
import type { Owner } from '../personal/personal-data.ts';

type NoteDeps = Pick<OrderDeps, 'personal' | 'log'>;

/** Events as readers see them: with decrypted notes, and without anything secret. */
export function showEvents(
  deps: NoteDeps & Pick<OrderDeps, 'ownerOf'>,
  events: StreamEvent[],
): Promise<StreamEvent[]> {
  async function show(event: StreamEvent): Promise<StreamEvent> {
    const visible = redact(event);
    const note = noteIn(event);
    if (note === undefined) return visible;
    const text = await showNote(deps, await deps.ownerOf(event.stream), note.encrypted);
    return text === undefined
      ? visible
      : { ...visible, data: { ...(visible.data as object), [note.field]: text } };
  }
  return Promise.all(events.map(show));
}

/**
 * Decrypts a note for an answer. Undefined if it cannot be decrypted, now or ever: the rest of the
 * answer must not depend on identity.
 */
export function showNote(
  { personal, log }: NoteDeps,
  owner: Owner,
  encrypted: string,
): Promise<string | undefined> {
  return personal.decryptNote(owner, encrypted).catch((err: unknown) => {
    log.warn({ err, orderId: owner.orderId }, 'note not decrypted, the answer leaves it out');
    return undefined;
  });
}
