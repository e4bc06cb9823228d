import { Type } from 'typebox';
import { refuseInvocation, withAppToken } from '../http/app-token.ts';
import { readBody, compileSchema } from '../http/body.ts';
import type { Route } from '../http/routes.ts';
import { httpProblem } from '../server/index.ts';
import type { Database } from '../postgres/index.ts';
import { discardDeadLetter, listDeadLetters, replayDeadLetter } from './dead-letters.ts';

const MAX_REASON_LENGTH = 500;
const Discard = compileSchema(
  Type.Object(
    { reason: Type.String({ minLength: 1, maxLength: MAX_REASON_LENGTH }) },
    { additionalProperties: false },
  ),
);

/** The routes for operators of dead letters: only with the app token, never by invocation. */
export function deadLetterRoutes({
  database,
  appToken,
}: {
  database: Database;
  appToken: string;
}): Route[] {
  const middleware: Route['middleware'] = [refuseInvocation];
  const expectLetter = (found: boolean, eventId: string) => {
    if (!found) throw httpProblem('not-found', `There is no dead letter ${eventId}.`);
  };
  return withAppToken(appToken, [
    {
      method: 'GET',
      path: '/dead-letters',
      async handle(ctx) {
        ctx.body = { items: await listDeadLetters(database) };
      },
      middleware,
    },
    {
      method: 'POST',
      path: '/dead-letters/:eventId/replay',
      async handle(ctx, { eventId = '' }) {
        expectLetter(await replayDeadLetter(database, eventId), eventId);
        ctx.status = 202;
        ctx.body = { eventId };
      },
      middleware,
    },
    {
      method: 'POST',
      path: '/dead-letters/:eventId/discard',
      async handle(ctx, { eventId = '' }) {
        const { reason } = await readBody(ctx, Discard);
        expectLetter(await discardDeadLetter(database, eventId, reason), eventId);
        ctx.body = { eventId };
      },
      middleware,
    },
  ]);
}
