import { Type } from 'typebox';
import type { Operation } from './operation.ts';

const params = Type.Object({ eventId: Type.String() });

/** What every app with subscriptions offers to `npm run dead-letters`. */
export function deadLetterOperations(app: string): Operation[] {
  const name = app.charAt(0).toUpperCase() + app.slice(1);
  return [
    {
      operationId: `list${name}DeadLetters`,
      method: 'GET',
      path: '/dead-letters',
      summary: 'Lists the events that the app could not take.',
      internal: true,
      answers: { 200: { what: 'the dead letters' } },
      problems: ['not-found'],
    },
    {
      operationId: `replay${name}DeadLetter`,
      method: 'POST',
      path: '/dead-letters/:eventId/replay',
      summary: 'Has a dead letter tried again.',
      internal: true,
      params,
      answers: { 202: { what: 'the id of its event' } },
      problems: ['not-found'],
    },
    {
      operationId: `discard${name}DeadLetter`,
      method: 'POST',
      path: '/dead-letters/:eventId/discard',
      summary: 'Takes a dead letter away, with the reason.',
      internal: true,
      params,
      answers: { 200: { what: 'the id of its event' } },
      problems: ['not-found'],
    },
  ];
}
