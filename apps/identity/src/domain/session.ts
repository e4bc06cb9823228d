/** A session ends this long after sign-in, however it is used, s: 30 days. */
export const SESSION_MAX_SECONDS = 2_592_000;
/** A session ends if it is not refreshed for this long, s: 14 days. */
export const SESSION_IDLE_SECONDS = 1_209_600;
/** For this long after its use, a refresh token returns the same successor again, s. */
export const REFRESH_GRACE_SECONDS = 10;

/** The parts of a session that decide about a refresh; instants in ms. */
export interface SessionState {
  /** True if the session has not ended and its account is active. */
  open: boolean;
  /** The number of the refresh token that is valid now. */
  generation: number;
  startedAt: number;
  refreshedAt: number;
}

export type RefreshDecision =
  /** Issue the next token. */
  | 'rotate'
  /** The answer was lost, or two tabs refreshed at once: issue the same successor again. */
  | 'repeat'
  /** The token was copied. The thief cannot be told from the owner, so the session ends. */
  | 'reuse'
  | 'expired'
  | 'refused';

/** Whether a session has reached its maximum age or idle time. */
export function isExpired({ startedAt, refreshedAt }: SessionState, now: number): boolean {
  return (
    now - startedAt >= SESSION_MAX_SECONDS * 1000 ||
    now - refreshedAt >= SESSION_IDLE_SECONDS * 1000
  );
}

/** What happens when a genuine refresh token of the given generation is presented. */
export function decideRefresh(
  session: SessionState,
  generation: number,
  now: number,
): RefreshDecision {
  if (!session.open) return 'refused';
  if (isExpired(session, now)) return 'expired';
  if (generation === session.generation) return 'rotate';
  if (generation > session.generation) return 'refused';
  const inGrace = now - session.refreshedAt <= REFRESH_GRACE_SECONDS * 1000;
  return generation === session.generation - 1 && inGrace ? 'repeat' : 'reuse';
}
