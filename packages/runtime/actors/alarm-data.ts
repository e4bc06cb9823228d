const MARK = 'json:';
/** How base64 of the mark begins. */
const MARKED = /^anNvbj/;

/**
 * Data as bytes for the sidecar's gRPC API, which gives them back in base64, unlike its HTTP API,
 * which gives back JSON. The mark tells the two apart.
 */
export function alarmBytes(data: unknown): Uint8Array {
  return Buffer.from(MARK + JSON.stringify(data));
}

/** Data as JSON for the sidecar's HTTP API; a text that looks marked is really marked. */
export function alarmJson(data: unknown): unknown {
  if (typeof data !== 'string' || !MARKED.test(data)) return data;
  return Buffer.from(alarmBytes(data)).toString('base64');
}

/** The data with which a reminder or timer was set, from what the sidecar gives back. */
export function alarmData(data: unknown): unknown {
  if (typeof data !== 'string' || !MARKED.test(data)) return data;
  const text = Buffer.from(data, 'base64').toString();
  if (!text.startsWith(MARK)) return data;
  try {
    return JSON.parse(text.slice(MARK.length));
  } catch {
    // Set by another client, with a text that only looks like ours.
    return data;
  }
}
