export {
  BATCH_WAIT_MS,
  subscriber,
  subscriberHandler,
  type SubscriberOptions,
} from './subscriber.ts';
export {
  type AppEventHandler,
  bindHandlers,
  type EventHandler,
  inboxHandler,
  Undeliverable,
} from './event-handler.ts';
export { deliverEvent, type Verdict } from './deliver-event.ts';
export { type CloudEvent, envelopeOf } from './envelope.ts';
export { replayDeadLetter, type DeadLetter, type DeadLetterState } from './dead-letters.ts';
export { deadLetterRoutes } from './dead-letter-routes.ts';
export { redeliverDeadLetters, type DeadLetterDeps } from './redeliver-dead-letters.ts';
export { startSubscriberSweeps } from './subscriber-sweeps.ts';
