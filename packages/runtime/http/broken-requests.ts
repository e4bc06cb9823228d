import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { httpProblem, type Problem } from './problems.ts';

/**
 * Answers a request that Node could not read far enough to hand it on, as problem details, and ends
 * its connection. Listens to `clientError` of a server.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // As Node's own answer: behind one that has begun it would be taken for a part of that.
  const { _httpMessage: begun } = socket as { _httpMessage?: { headersSent: boolean } | null };
  if (socket.writable && error.code !== 'ECONNRESET' && begun?.headersSent !== true) {
    socket.write(asText(problemWith(error)));
  }
  socket.destroy();
}

function problemWith({ code }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return httpProblem('too-many-headers', 'The first line and the headers are too long.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return httpProblem('body-too-large', 'The extensions of its chunks are too long.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return httpProblem('request-timeout', 'It did not come in time.');
    default:
      return httpProblem('malformed-request', 'It does not have the form of HTTP/1.1.');
  }
}

/** Answers a request with an expectation other than 100-continue; listens to `checkExpectation`. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const problem = httpProblem('expectation-failed', 'No expectation but 100-continue is met.');
  const body = JSON.stringify(problem.toBody());
  response.writeHead(problem.status, headersOf(body)).end(body);
}

function asText(problem: Problem): string {
  const body = JSON.stringify(problem.toBody());
  const headers = Object.entries(headersOf(body)).map(([name, value]) => `${name}: ${value}`);
  const first = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  return [first, ...headers, '', body].join('\r\n');
}

function headersOf(body: string): Record<string, string | number> {
  return {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  };
}
