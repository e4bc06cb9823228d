import { once } from 'node:events';
import { closeSync, createWriteStream, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { type ReceivedSpan, spansOf } from './otlp.ts';

export type { ReceivedSpan } from './otlp.ts';

/** Most bytes of spans kept for one run; later spans are dropped. */
const MAX_BYTES = 400 * 1024 * 1024;

/** Receives spans from apps and sidecars, like an OpenTelemetry collector. */
export interface SpanCollector {
  /** Host and port. */
  address: string;
  close(): Promise<void>;
}

/**
 * Starts a receiver of OTLP/HTTP on 127.0.0.1 that writes each span as a line of a file, 400 MiB at
 * most. The ids are joined by `-` in one field: one span id in 60,000 happens to have the digits of a
 * card number, and the leak scan could not tell it from a real one.
 */
export async function collectSpans(file: string): Promise<SpanCollector> {
  mkdirSync(dirname(file), { recursive: true });
  const lines = createWriteStream(file, { mode: 0o600 });
  let bytes = 0;
  const server = createServer((request, response) => {
    readAll(request)
      .then((body) => {
        for (const span of spansOf(body, request.headers['content-type'] ?? '')) {
          const { traceId, parentId, id, ...rest } = span;
          const line = `${JSON.stringify({ span: [traceId, parentId, id].join('-'), ...rest })}\n`;
          bytes += line.length;
          if (bytes <= MAX_BYTES) lines.write(line);
        }
        response.writeHead(200).end();
      })
      .catch(() => response.writeHead(400).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => lines.end(resolve));
    },
  };
}

/** The spans in a file from a position on. The last line may still be written. */
export function readSpans(file: string, since = 0): ReceivedSpan[] {
  return textFrom(file, since)
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const { span, ...rest } = JSON.parse(line) as { span: string } & Omit<
        ReceivedSpan,
        'traceId' | 'parentId' | 'id'
      >;
      const [traceId = '', parentId = '', id = ''] = span.split('-');
      return { traceId, parentId, id, ...rest };
    });
}

function textFrom(file: string, since: number): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(fstatSync(handle).size - since, 0));
    return bytes.toString('utf8', 0, readSync(handle, bytes, 0, bytes.length, since));
  } finally {
    closeSync(handle);
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
