export { actorHost, hosted, type ActorHost, type HostedActor } from './actor-host.ts';
export { actorReferences, type ActorReference } from './actor-reference.ts';
export { actorType, type ActorInstance, type ActorMethods, type ActorType } from './actor-type.ts';
