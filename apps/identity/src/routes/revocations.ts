import { ACCESS_TOKEN_SECONDS, type Revocations } from '@commerce/contracts/identity/access';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { listEnded } from '../store/sessions.ts';

/** What clocks may stand apart, added to the life of a token, s. */
const MARGIN_SECONDS = 60;

/** GET /internal/revocations: sessions that ended while a token of theirs may still live. */
export function listRevocations({ database, clock }: IdentityDeps) {
  return async (ctx: Context) => {
    const since = clock() - (ACCESS_TOKEN_SECONDS + MARGIN_SECONDS) * 1000;
    const answer: Revocations = { ended: await listEnded(database, new Date(since).toISOString()) };
    ctx.body = answer;
  };
}
