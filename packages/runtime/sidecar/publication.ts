/** An event to publish: its data and the CloudEvent attributes that consumers route by. */
export interface Publication {
  id: string;
  type: string;
  data: unknown;
}

/** The publication of an event that is its own envelope, as those of streams and of the outbox are. */
export function publicationOf(event: { id: string; type: string }): Publication {
  return { id: event.id, type: event.type, data: event };
}
