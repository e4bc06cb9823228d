import { Type } from 'typebox';
import { pascalCase } from './apps.ts';
import type { Operations } from './operation.ts';

const params = Type.Object({ eventId: Type.String() });

/** The operations of every app that consumes events, for `npm run dead-letters`. */
export function deadLetterOperations(app: string) {
  const name = pascalCase(app);
  return {
    [`list${name}DeadLetters`]: {
      method: 'GET',
      path: '/dead-letters',
      summary: 'Lists the events that the app could not process.',
      internal: true,
      answers: { 200: { what: 'the dead letters' } },
      problems: ['not-found'],
    },
    [`replay${name}DeadLetter`]: {
      method: 'POST',
      path: '/dead-letters/:eventId/replay',
      summary: 'Processes a dead letter again.',
      internal: true,
      params,
      answers: { 202: { what: 'the id of its event' } },
      problems: ['not-found'],
    },
    [`discard${name}DeadLetter`]: {
      method: 'POST',
      path: '/dead-letters/:eventId/discard',
      summary: 'Discards a dead letter, with a reason.',
      internal: true,
      params,
      answers: { 200: { what: 'the id of its event' } },
      problems: ['not-found'],
    },
  } satisfies Operations;
}
