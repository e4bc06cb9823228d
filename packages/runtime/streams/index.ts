export {
  accepted,
  fold,
  loadState,
  openAggregate,
  rejected,
  type Aggregate,
  type Decider,
  type Decision,
  type Outcome,
  type Refusal,
} from './aggregate.ts';
export {
  MAX_COMMIT,
  openEventStreams,
  type EventStreams,
  type NewEvent,
  type StreamEvent,
} from './event-streams.ts';
export type { Snapshot, Snapshots } from './snapshots.ts';
export { openStreamWatch, type StreamWatch } from './stream-watch.ts';
