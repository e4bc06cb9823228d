import { createServer, type IncomingMessage } from 'node:http';
import type { OrderRequest } from './order-work.ts';

/**
 * Plain HTTP on the loopback address: POST /orders calls `place` and sends its answer; GET /healthz
 * answers when the process is up; `other` handles everything else.
 */
export function openEndpoint(
  port: number,
  place: (request: OrderRequest) => Promise<{ id: string; status: string }>,
  other?: (path: string, body: string) => Promise<object>,
): void {
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    try {
      if (request.url === '/healthz') return answer(200, {});
      const body = await textOf(request);
      if (request.url === '/orders') {
        answer(201, await place(JSON.parse(body) as OrderRequest));
      } else if (other === undefined) answer(404, {});
      else answer(200, await other(request.url ?? '', body));
    } catch (error) {
      console.error(error);
      answer(500, { message: (error as Error).message });
    }
  });
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
