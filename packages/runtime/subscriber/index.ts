export { subscriber, type SubscriberOptions } from './subscriber.ts';
export { inboxHandler, Undeliverable, type EventHandler } from './event-handler.ts';
