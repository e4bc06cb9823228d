import type { EventData, Fulfilment } from './order-state.ts';

type EditEnd =
  | { type: 'OrderEdited.v1'; data: Pick<EventData<'OrderEdited.v1'>, 'editId'> }
  | {
      type: 'OrderEditDeclined.v1';
      data: Pick<EventData<'OrderEditDeclined.v1'>, 'editId' | 'code' | 'reason'>;
    };

/** Copies the end of an edit into the order, so that a repeat of it is recognized. */
export function evolveEdit(fulfilment: Fulfilment, { type, data }: EditEnd): Fulfilment {
  const { editId } = data;
  if (type === 'OrderEditDeclined.v1') {
    const { code, reason } = data;
    const known = fulfilment.declinedEdits ?? [];
    return { ...fulfilment, declinedEdits: [...known, { editId, code, reason }] };
  }
  // The units that it took off were cancelled under the same id.
  const known = fulfilment.cancellations;
  return known.includes(editId) ? fulfilment : { ...fulfilment, cancellations: [...known, editId] };
}
