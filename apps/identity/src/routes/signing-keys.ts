import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';

/** GET /internal/signing-keys. */
export function listSigningKeys({ keyRing }: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = { items: await keyRing.overview() };
  };
}

/** POST /internal/signing-keys: begins a rotation, or names the one that is under way. */
export function rotateSigningKey({ keyRing, auditLog }: IdentityDeps) {
  return async (ctx: Context) => {
    const key = await keyRing.rotate();
    const note = { actor: 'operator', action: 'signing-key.rotate', target: key.kid } as const;
    await auditLog.noteAlone({ ...note, outcome: 'done' });
    ctx.status = 201;
    ctx.body = key;
  };
}
