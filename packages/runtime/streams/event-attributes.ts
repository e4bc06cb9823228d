import { type Attributes, ownAttributes } from '../telemetry/index.ts';

/** What a span says about events. */
export function eventAttributes(events: readonly { type: string }[]): Attributes {
  const types = [...new Set(events.map(({ type }) => type))].join();
  return ownAttributes({ 'event.type': types, 'event.count': events.length });
}
