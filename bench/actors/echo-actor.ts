import { actorType } from '@commerce/runtime/actors';

type EchoMethods = { echo: (input: { n: number }) => Promise<{ n: number }> };

/** An actor that does nothing, so that a call costs only the hosting. */
export const EchoActor = actorType<EchoMethods>('EchoActor', { echo: true });
