import type { Connection } from './connection.ts';

/** The attribute of a sidecar that tells since when apps have seen it. Only a restart removes it. */
const SEEN_SINCE = 'seen-since';
const METADATA = '/v1.0/metadata';

/** What a sidecar says of itself. */
export interface SidecarMetadata {
  /** Attributes that were set since it started. */
  extended?: Record<string, string>;
  actorRuntime?: { activeActors?: { type?: string }[]; hostReady?: boolean };
}

/** The process of the sidecar. */
export function lifecycleApi({ expectSuccess }: Connection) {
  async function metadata(): Promise<SidecarMetadata> {
    const { text } = await expectSuccess('get metadata', {
      method: 'GET',
      path: METADATA,
      pool: 'sidecar',
    });
    return JSON.parse(text) as SidecarMetadata;
  }

  return {
    /** What the sidecar says of itself. Rejects unless it answers. */
    metadata,

    /** When an app first asked for this since the sidecar started, ms since 1970; `now` the first time. */
    async seenSince(now: number): Promise<number> {
      const { extended } = await metadata();
      const known = Number(extended?.[SEEN_SINCE]);
      if (known > 0) return known;
      await expectSuccess('set metadata', {
        method: 'PUT',
        path: `${METADATA}/${SEEN_SINCE}`,
        headers: { 'content-type': 'text/plain' },
        body: String(now),
        pool: 'sidecar',
      });
      return now;
    },

    /** Ends the sidecar after its running calls. Its supervisor starts it again. */
    async shutDown(): Promise<void> {
      await expectSuccess('shutdown', {
        method: 'POST',
        path: '/v1.0/shutdown',
        pool: 'sidecar',
      });
    },
  };
}
