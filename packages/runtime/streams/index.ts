export {
  accepted,
  fold,
  openAggregate,
  rejected,
  type Aggregate,
  type Decider,
  type Decision,
  type Outcome,
} from './aggregate.ts';
export {
  openEventStreams,
  type EventStreams,
  type NewEvent,
  type StreamEvent,
} from './event-streams.ts';
