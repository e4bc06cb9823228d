/** A session ends this long after sign-in, whatever happens in it, s: 30 days. */
export const SESSION_MAX_SECONDS = 2_592_000;
/** A session that was not refreshed for this long has ended, s: 14 days. */
export const SESSION_IDLE_SECONDS = 1_209_600;
/** A refresh token that was just used answers the same successor for so long, s. */
export const REFRESH_GRACE_SECONDS = 10;

/** A session as far as refreshing goes; instants in ms. */
export interface SessionState {
  /** Whether the session and its account are both still good. */
  open: boolean;
  /** The number of the refresh token that is valid now. */
  generation: number;
  startedAt: number;
  refreshedAt: number;
}

export type RefreshDecision =
  /** Make the next token. */
  | 'rotate'
  /** The answer was lost, or two tabs asked at once: the successor that was made already. */
  | 'repeat'
  /** Somebody has a copy: nobody can tell the thief from the owner, so the session ends. */
  | 'reuse'
  | 'expired'
  | 'refused';

/** Whether a session has outlived its time. */
export function isOver({ startedAt, refreshedAt }: SessionState, now: number): boolean {
  return (
    now - startedAt >= SESSION_MAX_SECONDS * 1000 ||
    now - refreshedAt >= SESSION_IDLE_SECONDS * 1000
  );
}

/** What a genuine refresh token of that generation is worth now. */
export function decideRefresh(
  session: SessionState,
  generation: number,
  now: number,
): RefreshDecision {
  if (!session.open) return 'refused';
  if (isOver(session, now)) return 'expired';
  if (generation === session.generation) return 'rotate';
  if (generation > session.generation) return 'refused';
  const inGrace = now - session.refreshedAt <= REFRESH_GRACE_SECONDS * 1000;
  return generation === session.generation - 1 && inGrace ? 'repeat' : 'reuse';
}
