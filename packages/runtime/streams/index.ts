export {
  accepted,
  fold,
  loadState,
  openAggregate,
  rejected,
  type Aggregate,
  type Decider,
  type Decision,
  type Folded,
  type Outcome,
  type Refusal,
} from './aggregate.ts';
export {
  MAX_COMMIT,
  openEventStreams,
  type EventStreams,
  type FirstEvents,
  type NewEvent,
  type StreamEvent,
} from './event-streams.ts';
export { openFirstEvents, withFirstEvents } from './first-events.ts';
export { EMPTIED_WINDOW_MS, republishAfterBrokerLoss } from './broker-loss.ts';
export { brokerFault } from './broker-policy.ts';
export { type EventTable, eventTable } from './event-table.ts';
export {
  auditEvents,
  type AuditedEvent,
  isAudited,
  moveAuditMark,
  openLostEventsSweep,
  SETTLED_AFTER_MS,
  STREAM_AUDIT_TABLE,
  type StreamAudit,
} from './lost-events.ts';
export { republishRecentEvents } from './recent-events.ts';
export { dropRolledBackMessages, type OutboxWatch } from './rolled-back-messages.ts';
export type { Snapshot, Snapshots } from './snapshots.ts';
export { openStreamWatch, type StreamWatch } from './stream-watch.ts';
