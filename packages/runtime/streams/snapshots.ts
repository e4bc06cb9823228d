import { createHash } from 'node:crypto';
import type { Sidecar } from '../sidecar/index.ts';
import type { Logger } from '../telemetry/index.ts';

/** The state of a stream after its first `version` events. */
export interface Snapshot<S> {
  state: S;
  version: number;
}

/**
 * Snapshots of long streams, a cache beside their events. The state must be what JSON can carry.
 * A snapshot that is missing, damaged, of another stream or made by other rules is none.
 */
export interface Snapshots {
  read: <S>(stream: string) => Promise<Snapshot<S> | undefined>;
  /** Best effort: never rejects. Of two at once either may stay. */
  save: <S>(stream: string, snapshot: Snapshot<S>) => Promise<void>;
}

/** Opens the snapshots of the streams of one kind, made by the named rules. */
export function openSnapshots({
  sidecar,
  store,
  kind,
  rules,
  log,
}: {
  sidecar: Sidecar;
  store: string;
  kind: string;
  rules: string;
  log: Logger;
}): Snapshots {
  // No key of an event begins like it, so whoever reads events by key does not meet it.
  const key = (stream: string) => `snapshot:${kind}:${stream}`;
  const digestOf = (stream: string, version: number, state: string) =>
    createHash('sha256')
      .update(JSON.stringify([stream, rules, version, state]))
      .digest('hex');

  return {
    async read<S>(stream: string) {
      const kept = (await sidecar.getMany(store, [key(stream)])).get(key(stream)) as
        { version: number; state: string; digest: string } | undefined;
      if (kept === undefined) return undefined;
      const { version, state, digest } = kept;
      if (digest === digestOf(stream, version, state)) {
        return { version, state: JSON.parse(state) as S };
      }
      log.info({ stream }, 'snapshot is not of these rules or damaged, and is left aside');
      return undefined;
    },

    async save(stream, snapshot) {
      const { version } = snapshot;
      try {
        // As a text, because the sidecar would put the members of an object in another order.
        const state = JSON.stringify(snapshot.state);
        const digest = digestOf(stream, version, state);
        await sidecar.save(store, key(stream), { version, state, digest });
      } catch (err) {
        log.warn({ err, stream, version }, 'snapshot not kept this time');
      }
    },
  };
}
