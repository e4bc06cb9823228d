/** A session ends this long after sign-in, however it is used, s: 30 days. */
export const SESSION_MAX_SECONDS = 2_592_000;
/** A session ends if it is not refreshed for this long, s: 14 days. */
export const SESSION_IDLE_SECONDS = 1_209_600;
/**
 * For this long after its use, a refresh token returns the same successor again while that successor
 * is unused, s: 5 minutes. Long enough for a phone that lost the answer; shorter than an access token is
 * valid, so that the owner of a copied token refreshes after it and the copy is noticed.
 */
export const REFRESH_REPEAT_SECONDS = 300;

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
  /**
   * The answer was lost, or two tabs refreshed at once: issue the same successor again. Nobody has used
   * that successor, so nothing shows a theft.
   */
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
  const successorIsUnused = generation === session.generation - 1;
  const isRecent = now - session.refreshedAt <= REFRESH_REPEAT_SECONDS * 1000;
  return successorIsUnused && isRecent ? 'repeat' : 'reuse';
}
