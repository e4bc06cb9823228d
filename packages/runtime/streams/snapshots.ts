import { createHash } from 'node:crypto';
import type { Queryable } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { EventTable } from './event-table.ts';
import { readRows } from './read-rows.ts';

/** The state of a stream after its first `version` events. */
export interface Snapshot<S> {
  state: S;
  version: number;
}

/**
 * Snapshots of long streams, a cache beside their events. The state must be what JSON can carry.
 * A snapshot that is missing, damaged, of another stream or of another state version is ignored.
 */
export interface Snapshots {
  read: <S>(stream: string) => Promise<Snapshot<S> | undefined>;
  /** Best effort: never rejects. Of two concurrent ones either may stay. */
  save: <S>(stream: string, snapshot: Snapshot<S>) => Promise<void>;
}

/**
 * Opens the snapshots of the streams of one kind. Each state version has keys of its own, so during
 * a rolling deployment, and after a rollback, processes of two versions never replace each other's
 * snapshots. A number must not be used again for another state.
 */
export function openSnapshots({
  sidecar,
  database,
  store,
  table,
  stateVersion,
  log,
}: {
  sidecar: Pick<Sidecar, 'save'>;
  database: Queryable;
  store: string;
  table: EventTable;
  stateVersion: number;
  log: Logger;
}): Snapshots {
  const { name, appId, kind } = table;
  // No key of an event begins like this, so a query for events never finds a snapshot.
  const key = (stream: string) => `snapshot:${kind}:v${stateVersion}:${stream}`;
  const digestOf = (stream: string, version: number, state: string) =>
    createHash('sha256')
      .update(JSON.stringify([stream, stateVersion, version, state]))
      .digest('hex');

  return {
    async read<S>(stream: string) {
      const row = `${appId}||${key(stream)}`;
      const kept = (await readRows(database, name, [row])).get(row) as
        { version: number; state: string; digest: string } | undefined;
      if (kept === undefined) return undefined;
      const { version, state, digest } = kept;
      if (digest === digestOf(stream, version, state)) {
        return { version, state: JSON.parse(state) as S };
      }
      log.info({ stream }, 'snapshot is damaged and is ignored');
      return undefined;
    },

    async save(stream, snapshot) {
      const { version } = snapshot;
      try {
        // As text, because the sidecar would reorder the members of an object.
        const state = JSON.stringify(snapshot.state);
        const digest = digestOf(stream, version, state);
        await sidecar.save(store, key(stream), { version, state, digest });
      } catch (err) {
        log.warn({ err, stream, version }, 'snapshot could not be saved this time');
      }
    },
  };
}
