/** More of one core than this, and the generator may be what limits the rate. */
export const MOST_GENERATOR_CORE_SHARE = 0.8;
/** Later than this after their due time, and the latencies are the generator's, ms. */
export const MOST_START_LAG_MS = 20;

/** What the load generator saw of itself in one phase. */
export interface GeneratorHealth {
  /** CPU time by wall time: 1 is one whole core. */
  coreShare: number;
  /** How late its event loop was, ms: 99 of 100 turns were less late. */
  loopDelayP99Ms: number;
  /** How late calls started after they were due, ms; 0 where nothing is due (closed loop). */
  startLagP99Ms: number;
}

/** Why a phase tells of its generator instead of the contender; undefined when it does not. */
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
