import { Type } from 'typebox';
import type { Operation } from './operation.ts';

const params = Type.Object({ eventId: Type.String() });

/** The operations for `npm run dead-letters`, in every app with subscriptions. */
export function deadLetterOperations(app: string): Operation[] {
  const name = app.charAt(0).toUpperCase() + app.slice(1);
  return [
    {
      operationId: `list${name}DeadLetters`,
      method: 'GET',
      path: '/dead-letters',
      summary: 'Lists the dead letters of the app.',
      internal: true,
      answers: { 200: { what: 'the dead letters' } },
      problems: ['not-found'],
    },
    {
      operationId: `replay${name}DeadLetter`,
      method: 'POST',
      path: '/dead-letters/:eventId/replay',
      summary: 'Replays a dead letter.',
      internal: true,
      params,
      answers: { 202: { what: 'the id of its event' } },
      problems: ['not-found'],
    },
    {
      operationId: `discard${name}DeadLetter`,
      method: 'POST',
      path: '/dead-letters/:eventId/discard',
      summary: 'Discards a dead letter, with the reason.',
      internal: true,
      params,
      answers: { 200: { what: 'the id of its event' } },
      problems: ['not-found'],
    },
  ];
}
