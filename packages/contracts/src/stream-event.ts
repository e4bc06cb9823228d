import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { type Static, Type } from 'typebox';

/** The envelope of every event: the type StreamEvent as a schema. */
export const StreamEventSchema = Type.Object({
  id: Type.String(),
  type: Type.String(),
  stream: Type.String(),
  seq: Type.Integer({ minimum: 1 }),
  at: Type.String(),
  correlationId: Type.String(),
  data: Type.Object({}),
});
null as unknown as Static<typeof StreamEventSchema> satisfies StreamEvent;
