import { createHmac } from 'node:crypto';
import { isSameSecret } from '@commerce/runtime/secrets';

const FORM = /^rt_([0-9a-f]{32})\.([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})$/;

/** A refresh token as it was presented; nothing of it is proven. */
export interface PresentedRefresh {
  sid: string;
  generation: number;
  token: string;
}

/** The parts of a text that looks like a refresh token. */
export function readRefreshToken(token: string): PresentedRefresh | undefined {
  const [, id, generation] = FORM.exec(token) ?? [];
  return id === undefined ? undefined : { sid: `ses_${id}`, generation: Number(generation), token };
}

/**
 * The refresh token of a session's generation. It is stored nowhere, not even as a hash: it is made
 * from the session's random seed with a key that no database holds. So the successor of a token can
 * be given out again, and every token that the session ever had is known as one.
 */
export function refreshToken(
  key: Buffer,
  { sid, seed, generation }: { sid: string; seed: string; generation: number },
): string {
  const mac = createHmac('sha256', key).update(`${sid}.${generation}.${seed}`).digest('base64url');
  return `rt_${sid.slice('ses_'.length)}.${generation}.${mac}`;
}

/** Whether a presented token is one that the session had, has or will have. */
export function isGenuine(
  key: Buffer,
  presented: PresentedRefresh,
  { sid, seed }: { sid: string; seed: string },
): boolean {
  const expected = refreshToken(key, { sid, seed, generation: presented.generation });
  return isSameSecret(presented.token, expected);
}
