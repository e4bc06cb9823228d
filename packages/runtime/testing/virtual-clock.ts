const START = Date.parse('2026-01-01T00:00:00.000Z');

/** A clock that moves only when a test, or a driver that has nothing else to do, moves it. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Moves the clock forward to this time; a time in the past changes nothing. */
  moveTo: (ms: number) => void;
}

/** A clock that starts on 1 January 2026. */
export function virtualClock(): VirtualClock {
  let now = START;
  return {
    now: () => now,
    moveTo(ms) {
      now = Math.max(now, ms);
    },
  };
}
