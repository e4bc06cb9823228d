import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { httpProblem, type Problem } from './problems.ts';

/**
 * Answers a request that Node could not parse with problem details, and closes its connection.
 * Listener of a server's `clientError`.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Like Node's default listener: after the start of an answer this would become a part of it.
  const { _httpMessage: begun } = socket as { _httpMessage?: { headersSent: boolean } | null };
  if (socket.writable && error.code !== 'ECONNRESET' && begun?.headersSent !== true) {
    socket.write(asText(problemWith(error)));
  }
  socket.destroy();
}

function problemWith({ code }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return httpProblem('too-many-headers', 'The request line and the headers are too long.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return httpProblem('body-too-large', 'The chunk extensions are too long.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return httpProblem('request-timeout', 'The request did not arrive in time.');
    default:
      return httpProblem('malformed-request', 'This is not a valid HTTP/1.1 request.');
  }
}

/** Refuses an expectation other than 100-continue; listener of `checkExpectation`. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const problem = httpProblem(
    'expectation-failed',
    'Only the expectation 100-continue is supported.',
  );
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
