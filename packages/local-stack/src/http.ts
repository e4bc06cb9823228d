import { request } from 'node:http';

const TIMEOUT_MS = 2_000;

/**
 * The status of a GET to this machine; undefined if there is no answer within 2 s. Uses node:http,
 * which ignores proxies and keeps no socket open.
 */
export function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = request(url, { agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(undefined));
    call.end();
  });
}

/** Whether a GET succeeds (2xx). */
export async function isOk(url: string): Promise<boolean> {
  const status = await statusOf(url);
  return status !== undefined && status >= 200 && status < 300;
}
