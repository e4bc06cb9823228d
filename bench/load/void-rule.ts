/** Above this share of one core the generator may limit the rate. */
export const MOST_GENERATOR_CORE_SHARE = 0.8;
/** If calls start later than this after their due time, the latencies are the generator's, ms. */
export const MOST_START_LAG_MS = 20;

/** The load generator's own measurements in one phase. */
export interface GeneratorHealth {
  /** CPU time by wall time: 1 is one whole core. */
  coreShare: number;
  /** The 99th percentile of its event loop delay, ms. */
  loopDelayP99Ms: number;
  /** The 99th percentile of the start delay of calls, ms; 0 in a closed loop. */
  startLagP99Ms: number;
}

/** Why a phase measures its generator instead of the contender; undefined if it is valid. */
export function voidReason(health: GeneratorHealth): string | undefined {
  const { coreShare, startLagP99Ms } = health;
  if (coreShare > MOST_GENERATOR_CORE_SHARE) {
    return `the generator used ${(coreShare * 100).toFixed(0)} % of a core`;
  }
  if (startLagP99Ms > MOST_START_LAG_MS) {
    return `the generator started calls ${startLagP99Ms.toFixed(0)} ms late (p99)`;
  }
  return undefined;
}
