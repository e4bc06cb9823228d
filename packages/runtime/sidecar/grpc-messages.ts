import protobuf from 'protobufjs';
import type { GrpcMethod } from './grpc.ts';

/**
 * The fields that we use of what daprd 1.18 offers over gRPC only, with the numbers of Dapr's
 * interface (`dapr/proto/runtime/v1/actors.proto`, and the task hub of durabletask). A field that is
 * not listed here is skipped when it is read.
 */
const SCHEMA = `
syntax = "proto3";

message Empty {}
message Text { string value = 1; }
message Instant { int64 seconds = 1; int32 nanos = 2; }

message RegisterReminder {
  string actorType = 1;
  string actorId = 2;
  string name = 3;
  string dueTime = 4;
  string period = 5;
  bytes data = 6;
  string ttl = 7;
  optional bool overwrite = 8;
  FailurePolicy failurePolicy = 9;
}
message FailurePolicy {
  oneof policy {
    Empty drop = 1;
    ConstantPolicy constant = 2;
  }
}
message ConstantPolicy {
  Instant interval = 1;
  optional uint32 maxRetries = 2;
}

message ListInstances { optional string continuationToken = 1; optional uint32 pageSize = 2; }
message Instances { repeated string instanceIds = 1; optional string continuationToken = 2; }

message ReadHistory { string instanceId = 1; }
message History { repeated HistoryEvent events = 1; }
message HistoryEvent {
  int32 eventId = 1;
  Instant timestamp = 2;
  oneof event {
    Started executionStarted = 3;
    Completed executionCompleted = 4;
    Input executionTerminated = 5;
    Scheduled taskScheduled = 6;
    Result taskCompleted = 7;
    Failed taskFailed = 8;
    Child childCreated = 9;
    Result childCompleted = 10;
    Failed childFailed = 11;
    TimerSet timerCreated = 12;
    TimerFired timerFired = 13;
    Empty turnStarted = 14;
    Empty turnCompleted = 15;
    Event eventSent = 16;
    Raised eventRaised = 17;
    Input continuedAsNew = 20;
    Input executionSuspended = 21;
    Input executionResumed = 22;
  }
}
message Input { Text input = 1; }
message Started { string name = 1; Text input = 3; }
message Completed { int32 status = 1; Text result = 2; Failure failure = 3; }
message Scheduled { string name = 1; Text input = 3; }
message Result { int32 scheduledId = 1; Text result = 2; }
message Failed { int32 scheduledId = 1; Failure failure = 2; }
message Failure { string type = 1; string message = 2; }
message Child { string instanceId = 1; string name = 2; Text input = 4; }
message TimerSet { Instant fireAt = 1; }
message TimerFired { Instant fireAt = 1; int32 timerId = 2; }
message Event { string instanceId = 1; string name = 2; Text input = 3; }
message Raised { string name = 1; Text input = 2; }

message RerunFrom {
  string instanceId = 1;
  uint32 eventId = 2;
  optional string newInstanceId = 3;
  Text input = 4;
  bool overwriteInput = 5;
}
message Rerun { string newInstanceId = 1; }
`;

const { root } = protobuf.parse(SCHEMA);
const READ = { longs: Number, oneofs: true, arrays: true, objects: false };

/** A gRPC method whose messages are two types of the schema. */
export function grpcMethod<Request extends object, Answer>(
  path: string,
  request: string,
  answer: string,
): GrpcMethod<Request, Answer> {
  const sent = root.lookupType(request);
  const received = root.lookupType(answer);
  return {
    path,
    encode: (value) => sent.encode(sent.fromObject(value)).finish(),
    decode: (bytes) => received.toObject(received.decode(bytes), READ) as Answer,
  };
}
