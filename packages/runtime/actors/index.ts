export { actorHost, hosted, type ActorHost, type HostedActor } from './actor-host.ts';
export { actorReferences, type ActorReference } from './actor-reference.ts';
export type { ActorSettings } from './actor-settings.ts';
export type {
  ActorAlarms,
  ActorInstance,
  ActorMethods,
  ActorType,
  NoAlarms,
} from './actor-type.ts';
export {
  actorReminders,
  actorTimers,
  type Alarm,
  type FailurePolicy,
  type ReminderAlarm,
  type SetReminder,
} from './alarms.ts';
export { createLocalActors, type LocalActors } from './local-actors.ts';
