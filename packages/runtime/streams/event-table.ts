/**
 * Where Dapr's PostgreSQL state store (v2) keeps the events of one kind of streams: a row for each
 * event, with the app id before its key. Fragments of SQL are for queries on that table.
 */
export interface EventTable {
  name: string;
  /** The Dapr app id of the app that owns the streams. */
  appId: string;
  kind: string;
  /** The key of the row of an event. */
  keyOf: (stream: string, seq: number) => string;
  /** Whether a row is an event of this kind. */
  isEvent: string;
  /** Stream and number of an event, both as text. */
  streamOfKey: string;
  seqOfKey: string;
}

/** A kind of streams, as part of keys and of SQL. */
const KIND = /^[a-z][a-z0-9-]*$/;

/** The rows of a kind of streams. */
export function eventTable({
  name,
  appId,
  kind,
}: {
  name: string;
  appId: string;
  kind: string;
}): EventTable {
  if (!KIND.test(kind)) throw new RangeError(`the kind of a stream matches ${KIND}, not ${kind}`);
  const prefix = `${appId}||${kind}-`;
  const pattern = prefix.replaceAll('|', '\\|');
  return {
    name,
    appId,
    kind,
    keyOf: (stream, seq) => `${prefix}${stream}-${seq}`,
    // As a plain condition, the planner would find all events by their keys and sort them for each
    // page, instead of scanning the positions.
    isEvent: `CASE WHEN key LIKE '${prefix}%' THEN true ELSE false END`,
    streamOfKey: `substring(key FROM '^${pattern}(.*)-[0-9]+$')`,
    seqOfKey: `substring(key FROM '[0-9]+$')`,
  };
}
