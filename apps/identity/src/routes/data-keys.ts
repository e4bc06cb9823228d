import type { DataKeyAnswer } from '@commerce/contracts/identity/access';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import { validate, compileSchema } from '@commerce/runtime/http';
import { derivedKey, ensureDataKey, findDataKey } from '@commerce/runtime/personal-data';
import type { Context } from 'koa';
import { Type } from 'typebox';
import type { IdentityDeps } from '../deps.ts';

const Parameters = compileSchema(
  Type.Object({ subject: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$' }) }),
);

/**
 * GET /internal/data-keys/{subject}: the key that the calling client seals what it holds of this
 * customer with. It is derived for that client, so no client opens what another has sealed, and it
 * ends with the customer's own. Who buys without an account is a subject too (such as an order's id);
 * its key is made when it is first asked for. Keep it in memory only, for minutes.
 */
export function handOutDataKey({ database, keys, auditLog }: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const { subject } = validate(Parameters, params);
    const { sub: client } = callerIn(ctx);
    const key = subject.startsWith('cus_')
      ? await findDataKey(database, keys.master, subject)
      : await ensureDataKey(database, keys.master, subject);
    const outcome = typeof key === 'object' ? 'done' : 'refused';
    await auditLog.noteAlone({ actor: client, action: 'data-key.read', target: subject, outcome });
    if (key === undefined) throw problem('customer-not-found', 'There is no such customer.');
    if (key === 'destroyed') throw problem('customer-erased', 'This customer was erased.');
    const answer: DataKeyAnswer = {
      keyId: key.id,
      key: derivedKey(key.bytes, `client/${client}`).toString('base64'),
    };
    ctx.body = answer;
  };
}
