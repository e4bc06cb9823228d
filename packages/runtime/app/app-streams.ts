import type { Redis } from 'ioredis';
import { INBOX_KEPT_DAYS } from '../inbox/index.ts';
import type { Database } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import {
  dropRolledBackMessages,
  type EventStreams,
  eventTable,
  isAudited,
  openEventStreams,
  openFirstEvents,
  openLostEventsSweep,
  republishAfterBrokerLoss,
  republishRecentEvents,
} from '../streams/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { App, AppStreams, AppSweep } from './declaration.ts';

/** With the age at which an event counts as lost it stays below 15 s, ms. */
const REDELIVER_INTERVAL_MS = 3_000;
const WATCH_INTERVAL_MS = 10_000;

interface OpenedStreams {
  streams: EventStreams;
  /** They republish lost events, and end what upstream's outbox does about rolled back ones. */
  sweeps: AppSweep<unknown>[];
  /** Whether no event is left that is older than an inbox row lives. */
  mayPrune: () => Promise<boolean>;
}

/** Opens the event streams of an app. */
export function openAppStreams(
  { name, pubsub }: Pick<App, 'name' | 'pubsub'>,
  declared: AppStreams,
  {
    sidecar,
    database,
    redis,
    namespace,
    log,
  }: {
    sidecar: Sidecar;
    database: Database;
    /** With a topic. */
    redis: Redis | undefined;
    /** The namespace of the sidecar, with which the inner topic of its outbox begins. */
    namespace: string;
    log: Logger;
  },
): OpenedStreams {
  const { store, kind, stateVersion, topic, consumer, firstWithSecond = false } = declared;
  const table = eventTable({ name: declared.table, appId: name, kind });
  const firstEvents =
    firstWithSecond && topic !== undefined && redis !== undefined
      ? openFirstEvents({ sidecar, redis, pubsub, topic, log })
      : undefined;
  const rows = { database, store, table };
  const streams = openEventStreams({ sidecar, ...rows, stateVersion, firstEvents, log });
  if (topic === undefined || consumer === undefined || redis === undefined) {
    return { streams, sweeps: [], mayPrune: async () => true };
  }
  const audit = {
    ...{ database, redis, sidecar, streams, table, pubsub, topic, consumer },
    ...{ firstWithSecond, log },
  };
  const redeliverLost = openLostEventsSweep(audit);
  const innerTopic = `${namespace}${name}${topic}outbox`;
  const watch = { redis, sidecar, streams, innerTopic, group: name, log };
  return {
    streams,
    sweeps: [
      {
        name: 'redeliver-lost-events',
        intervalMs: REDELIVER_INTERVAL_MS,
        async round() {
          await redeliverLost();
          const republish = (windowMs: number) => republishRecentEvents(audit, windowMs);
          await republishAfterBrokerLoss({ redis, topic, republish, log });
        },
      },
      {
        name: 'drop-rolled-back-messages',
        intervalMs: WATCH_INTERVAL_MS,
        round: () => dropRolledBackMessages(watch),
      },
    ],
    mayPrune: () => isAudited(database, table, INBOX_KEPT_DAYS),
  };
}
