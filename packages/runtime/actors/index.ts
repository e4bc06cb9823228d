export { actorHost, hosted, type ActorHost, type HostedActor } from './actor-host.ts';
export { actorReferences, type ActorReference } from './actor-reference.ts';
export type { ActorInstance, ActorMethods, ActorType } from './actor-type.ts';
export { createLocalActors, type LocalActors } from './local-actors.ts';
