/** After this time without a call, the sidecar and the host deactivate an actor, ms. */
const IDLE_TIMEOUT_MS = 60_000;
/**
 * How long an actor that moves to another host may take to finish its running turn, ms. Less than
 * the placement service's 8 s dissemination timeout.
 */
const DRAIN_TIMEOUT_MS = 5_000;
const MAX_REENTRANCY_DEPTH = 8;

/** How the sidecar treats the actors of one type. What is left out has the host's default. */
export interface ActorSettings {
  /** Time without a call after which an actor is deactivated, ms; default 60 s. */
  idleTimeoutMs?: number;
  /** Time for the running turn of an actor that moves to another host, ms; default 5 s. */
  drainTimeoutMs?: number;
  /** Whether a move waits for the running turn at all; default true. */
  drainRebalanced?: boolean;
  /**
   * Most calls in a chain that comes back to the actor, default 8; 0: a call that comes back waits
   * for the turn that waits for it, until its caller gives up.
   */
  reentrancyDepth?: number;
}

/** The answer to `GET /dapr/config` for actor types with their settings. */
export function configurationOf(
  actors: readonly { type: { name: string }; settings: ActorSettings }[],
): object {
  const own = actors.filter(({ settings }) => Object.keys(settings).length > 0);
  return {
    entities: actors.map(({ type }) => type.name),
    ...limitsOf({}),
    ...(own.length > 0 && {
      entitiesConfig: own.map(({ type, settings }) => ({
        entities: [type.name],
        ...limitsOf(settings),
      })),
    }),
  };
}

function limitsOf({
  idleTimeoutMs = IDLE_TIMEOUT_MS,
  drainTimeoutMs = DRAIN_TIMEOUT_MS,
  drainRebalanced = true,
  reentrancyDepth = MAX_REENTRANCY_DEPTH,
}: ActorSettings): object {
  return {
    actorIdleTimeout: `${idleTimeoutMs}ms`,
    drainOngoingCallTimeout: `${drainTimeoutMs}ms`,
    drainRebalancedActors: drainRebalanced,
    reentrancy:
      reentrancyDepth > 0 ? { enabled: true, maxStackDepth: reentrancyDepth } : { enabled: false },
  };
}
