import { createHmac } from 'node:crypto';
import { isSameSecret } from 'dapr-actor-runtime/secrets';

const FORM = /^rt_([0-9a-f]{32})\.([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})$/;

/** A refresh token as it was presented; not verified yet. */
export interface PresentedRefresh {
  sid: string;
  generation: number;
  token: string;
}

/** The parts of a refresh token, or undefined if it is malformed. Verifies nothing. */
export function readRefreshToken(token: string): PresentedRefresh | undefined {
  const [, id, generation] = FORM.exec(token) ?? [];
  return id === undefined ? undefined : { sid: `ses_${id}`, generation: Number(generation), token };
}

/**
 * The refresh token of a session's generation. It is not stored, not even as a hash: it is derived
 * from the session's random seed with a key that is in no database. So the successor of a token can
 * be issued again, and every token that the session ever had can be recognized.
 */
export function refreshToken(
  key: Buffer,
  { sid, seed, generation }: { sid: string; seed: string; generation: number },
): string {
  const mac = createHmac('sha256', key).update(`${sid}.${generation}.${seed}`).digest('base64url');
  return `rt_${sid.slice('ses_'.length)}.${generation}.${mac}`;
}

/** Whether a presented token is one of the session's past, current or future tokens. */
export function isGenuine(
  key: Buffer,
  presented: PresentedRefresh,
  { sid, seed }: { sid: string; seed: string },
): boolean {
  const expected = refreshToken(key, { sid, seed, generation: presented.generation });
  return isSameSecret(presented.token, expected);
}
