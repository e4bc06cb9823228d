import type { IncomingMessage, ServerResponse } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { listen, type Listening } from '../server/index.ts';
import { registry } from './exemplars.ts';
import type { Logger } from '../telemetry/index.ts';

const PATH = '/metrics';

/**
 * Serves the metrics of this process at `GET /metrics`, with those of Node.js: CPU, memory, garbage
 * collection, lag of the event loop. Rejects if the port is in use.
 */
export async function serveMetrics({
  port,
  address,
  log,
}: {
  port: number;
  /** Default is loopback. */
  address?: string;
  log: Logger;
}): Promise<Listening> {
  if (registry.getSingleMetric('process_cpu_seconds_total') === undefined) collectDefaultMetrics();
  return listen((req, res) => void answer(req, res, log), port, address);
}

async function answer(req: IncomingMessage, res: ServerResponse, log: Logger): Promise<void> {
  if (req.method !== 'GET' || req.url !== PATH) {
    res.writeHead(404, { 'content-type': 'text/plain' }).end(`there is only GET ${PATH}\n`);
    return;
  }
  try {
    const text = await registry.metrics();
    res.writeHead(200, { 'content-type': registry.contentType }).end(text);
  } catch (err) {
    log.error({ err }, 'metrics cannot be written');
    res.writeHead(500, { 'content-type': 'text/plain' }).end('metrics cannot be written\n');
  }
}
