import type { StreamEvent } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { notesIn, redact, type SealedNote } from '../domain/order-history.ts';
import type { Owner } from '../personal/personal-data.ts';

type NoteDeps = Pick<OrderDeps, 'personal' | 'log'>;

/** Events as readers see them: with decrypted notes, and without anything secret. */
export function showEvents(
  deps: NoteDeps & Pick<OrderDeps, 'ownerOf'>,
  events: StreamEvent[],
): Promise<StreamEvent[]> {
  async function show(event: StreamEvent): Promise<StreamEvent> {
    const visible = redact(event);
    const notes = notesIn(event);
    if (notes.length === 0) return visible;
    const owner = await deps.ownerOf(event.stream);
    const texts = await Promise.all(notes.map(({ encrypted }) => showNote(deps, owner, encrypted)));
    const data = notes.reduce(
      (shown, note, n) => withText(shown, note, texts[n]),
      visible.data as Data,
    );
    return { ...visible, data };
  }
  return Promise.all(events.map(show));
}

type Data = Record<string, unknown>;

function withText(data: Data, { within, field }: SealedNote, text: string | undefined): Data {
  if (text === undefined) return data;
  return within === undefined
    ? { ...data, [field]: text }
    : { ...data, [within]: { ...(data[within] as object), [field]: text } };
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
