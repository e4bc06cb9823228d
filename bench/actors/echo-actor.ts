import type { ActorType } from 'dapr-actor-runtime/actors';

type EchoMethods = { echo: (input: { n: number }) => Promise<{ n: number }> };

/** An actor that does nothing, so that a call costs what the hosting costs. */
export const EchoActor: ActorType<EchoMethods> = { name: 'EchoActor', methods: { echo: true } };
