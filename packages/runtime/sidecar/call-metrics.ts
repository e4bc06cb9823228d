import { Histogram } from 'prom-client';
import { DURATION_BUCKETS_S } from '../metrics/buckets.ts';

const duration = new Histogram({
  name: 'sidecar_call_duration_seconds',
  help: 'Calls of the sidecar over HTTP, by its API and what it is asked for: an app, an actor type, a component. The outcome is the class of the status, or none.',
  labelNames: ['api', 'target', 'outcome'],
  buckets: DURATION_BUCKETS_S,
});

/** The API and the target of a path such as `/v1.0/invoke/<app>/...`. */
export function calledApi(path: string): { api: string; target: string } {
  const [, , api = '', first = '', second = ''] = path.split(/[/?]/, 5);
  // /v1.0-alpha1/publish/bulk/<pubsub>/<topic>
  return { api, target: first === 'bulk' ? second : first };
}

/** Times a call of the sidecar. */
export async function measureCall<T extends { status: number }>(
  path: string,
  answered: Promise<T>,
): Promise<T> {
  const since = performance.now();
  let outcome = 'none';
  try {
    const answer = await answered;
    outcome = `${Math.floor(answer.status / 100)}xx`;
    return answer;
  } finally {
    duration.observe({ ...calledApi(path), outcome }, (performance.now() - since) / 1_000);
  }
}
