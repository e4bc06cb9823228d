import {
  grpcMethod,
  requireGrpc,
  SidecarError,
  type Sidecar,
  type SidecarResponse,
} from '../sidecar/index.ts';
import { alarmBytes, alarmData, alarmJson } from './alarm-data.ts';
import type { ActorAlarms, ActorMethods, ActorType } from './actor-type.ts';

/** Longest wait until the sidecar has stored or found a reminder or timer, ms. */
const TIMEOUT_MS = 10_000;
const ALREADY_EXISTS = 6;

/** When something fires, and with which data. */
export interface Alarm<Data> {
  data: Data;
  /** Time until it fires first, ms; 0: at once. */
  dueMs: number;
  /** Time between two firings, ms; without it, it fires once. */
  periodMs?: number;
  /** Time after which a periodic one ends, ms. */
  ttlMs?: number;
}

/**
 * What happens when a reminder's turn fails. Dapr's default: three more tries, a second apart; then
 * the tick is lost, and with it a reminder that fires once. `retry` without `maxRetries` tries for
 * ever.
 */
export type FailurePolicy = 'drop' | { retry: { intervalMs: number; maxRetries?: number } };

/** A reminder as it is set; `overwrite: false` leaves one of this name as it is. */
export type ReminderAlarm<Data> = Alarm<Data> & {
  overwrite?: boolean;
  failurePolicy?: FailurePolicy;
};

/** A reminder that is set: its data and its times as Dapr writes them. */
export interface SetReminder<Data> {
  data: Data;
  dueTime?: string;
  period?: string;
}

const REGISTER = grpcMethod<object, object>(
  '/dapr.proto.runtime.v1.Dapr/RegisterActorReminder',
  'RegisterReminder',
  'Empty',
);

/**
 * The reminders of an actor type, by actor id. They are stored by Dapr's scheduler and fire even
 * after every process has restarted. Only the app that hosts the type may use them. A failure policy
 * needs a sidecar client with a `grpcPort`, because Dapr's HTTP API cannot take one.
 */
export function actorReminders<R extends ActorAlarms>(
  sidecar: Sidecar,
  type: ActorType<ActorMethods, R, never>,
) {
  return (id: string) => {
    const pathOf = (name: string) => alarmPath(type.name, id, 'reminders', name);
    return {
      /** Sets a reminder; false if `overwrite` is false and one of this name is set. */
      async set<Name extends keyof R & string>(
        name: Name,
        alarm: ReminderAlarm<R[Name]>,
      ): Promise<boolean> {
        if (alarm.failurePolicy === undefined) {
          const body = JSON.stringify({
            ...timesOf(alarm),
            data: alarmJson(alarm.data),
            overwrite: alarm.overwrite ?? true,
          });
          const answer = await sidecar.request({ method: 'POST', path: pathOf(name), body });
          if (answer.status === 409) return false;
          expectSuccess(`set reminder ${name}`, answer);
          return true;
        }
        return setWithPolicy(sidecar, { actorType: type.name, actorId: id, name }, alarm);
      },

      /** The reminder that is set under a name, if any. */
      async get<Name extends keyof R & string>(
        name: Name,
      ): Promise<SetReminder<R[Name]> | undefined> {
        const answer = await sidecar.request({ method: 'GET', path: pathOf(name) });
        if (answer.status === 404 || answer.text === '') return undefined;
        expectSuccess(`get reminder ${name}`, answer);
        const { data, dueTime, period } = JSON.parse(answer.text) as SetReminder<R[Name]>;
        return {
          data: alarmData(data) as R[Name],
          ...(dueTime !== undefined && { dueTime }),
          ...(period !== undefined && { period }),
        };
      },

      /** Deletes a reminder, if it is set. */
      async delete(name: keyof R & string): Promise<void> {
        const answer = await sidecar.request({ method: 'DELETE', path: pathOf(name) });
        expectSuccess(`delete reminder ${name}`, answer);
      },
    };
  };
}

/**
 * The timers of an actor type, by actor id. They live in the memory of the sidecar: they end when
 * the actor is deactivated or the sidecar restarts.
 */
export function actorTimers<T extends ActorAlarms>(
  sidecar: Sidecar,
  type: ActorType<ActorMethods, never, T>,
) {
  return (id: string) => {
    const pathOf = (name: string) => alarmPath(type.name, id, 'timers', name);
    return {
      /** Sets a timer, in place of one of this name. */
      async set<Name extends keyof T & string>(name: Name, alarm: Alarm<T[Name]>): Promise<void> {
        const body = JSON.stringify({ ...timesOf(alarm), data: alarmJson(alarm.data) });
        const answer = await sidecar.request({ method: 'POST', path: pathOf(name), body });
        expectSuccess(`set timer ${name}`, answer);
      },

      /** Deletes a timer, if it is set. */
      async delete(name: keyof T & string): Promise<void> {
        const answer = await sidecar.request({ method: 'DELETE', path: pathOf(name) });
        expectSuccess(`delete timer ${name}`, answer);
      },
    };
  };
}

async function setWithPolicy(
  sidecar: Sidecar,
  key: { actorType: string; actorId: string; name: string },
  alarm: ReminderAlarm<unknown>,
): Promise<boolean> {
  const request = {
    ...key,
    ...timesOf(alarm),
    data: alarmBytes(alarm.data),
    overwrite: alarm.overwrite ?? true,
    failurePolicy: policyMessage(alarm.failurePolicy as FailurePolicy),
  };
  try {
    await requireGrpc(sidecar.grpc).call(REGISTER, request, { timeoutMs: TIMEOUT_MS });
    return true;
  } catch (error) {
    if ((error as { code?: number }).code === ALREADY_EXISTS) return false;
    throw error;
  }
}

function policyMessage(policy: FailurePolicy): object {
  if (policy === 'drop') return { drop: {} };
  const { intervalMs, maxRetries } = policy.retry;
  const interval = {
    seconds: Math.floor(intervalMs / 1_000),
    nanos: (intervalMs % 1_000) * 1_000_000,
  };
  return { constant: { interval, ...(maxRetries !== undefined && { maxRetries }) } };
}

function timesOf({ dueMs, periodMs, ttlMs }: Alarm<unknown>): Record<string, string> {
  return {
    dueTime: `${dueMs}ms`,
    ...(periodMs !== undefined && { period: `${periodMs}ms` }),
    ...(ttlMs !== undefined && { ttl: `${ttlMs}ms` }),
  };
}

function alarmPath(type: string, id: string, kind: 'reminders' | 'timers', name: string): string {
  return `/v1.0/actors/${type}/${encodeURIComponent(id)}/${kind}/${encodeURIComponent(name)}`;
}

function expectSuccess(operation: string, { status, text }: SidecarResponse): void {
  if (status >= 300) throw new SidecarError(operation, status, text);
}
