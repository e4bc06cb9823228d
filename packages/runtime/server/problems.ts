/** A table of problems: the stable code, its HTTP status and its title. */
export type ProblemTable = Record<string, { status: number; title: string }>;

/** Problems that every HTTP app of this runtime can answer with. */
export const httpProblems = {
  'malformed-request': { status: 400, title: 'Malformed HTTP request' },
  'malformed-json': { status: 400, title: 'Malformed JSON' },
  'invalid-request': { status: 400, title: 'Invalid request' },
  'invalid-token': { status: 401, title: 'Missing or invalid access token' },
  forbidden: { status: 403, title: 'Not permitted' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'request-timeout': { status: 408, title: 'Request timeout' },
  'request-in-flight': { status: 409, title: 'Request with this key still in progress' },
  'precondition-failed': { status: 412, title: 'Precondition failed' },
  'body-too-large': { status: 413, title: 'Request body too large' },
  'uri-too-long': { status: 414, title: 'URI too long' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'expectation-failed': { status: 417, title: 'Unsupported expectation' },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key reused with another body' },
  'idempotency-key-required': { status: 400, title: 'Idempotency-Key required' },
  'invalid-idempotency-key': { status: 400, title: 'Invalid Idempotency-Key' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'too-many-headers': {
    status: 431,
    title: 'Request headers too large',
  },
  'internal-error': { status: 500, title: 'Internal error' },
  overloaded: { status: 503, title: 'Service overloaded' },
  unavailable: { status: 503, title: 'Service unavailable' },
} satisfies ProblemTable;

export type HttpProblemCode = keyof typeof httpProblems;

/**
 * An error that the caller sees, as RFC 9457 problem details. Its `type` is `/problems/<code>` and
 * never changes; `members` are extra fields of the answer.
 */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly members: Record<string, unknown>;

  constructor(
    code: string,
    { status, title }: { status: number; title: string },
    detail: string,
    members: Record<string, unknown> = {},
    cause?: unknown,
  ) {
    super(detail, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.title = title;
    this.members = members;
  }

  /** The answer's body. */
  toBody(instance?: string): Record<string, unknown> {
    return {
      type: `/problems/${this.code}`,
      title: this.title,
      status: this.status,
      detail: this.message,
      ...(instance === undefined ? {} : { instance }),
      ...this.members,
    };
  }
}

/** A function that makes the problem of a code of the given table. */
export function problemsOf<T extends ProblemTable>(table: T) {
  return (code: keyof T & string, detail: string, members?: Record<string, unknown>): Problem =>
    new Problem(code, table[code] as T[string], detail, members);
}

/** Makes a problem that every app can answer with. */
export const httpProblem = problemsOf(httpProblems);

/** Node's codes for a connection that failed. */
const NO_CONNECTION =
  /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)$/;
/** SQLSTATE classes: connection, resources, operator intervention without 57014; lock timeout. */
const DATABASE_UNAVAILABLE = /^(08\d{3}|53\d{3}|57P\d{2}|55P03)$/;
/** Messages of pg errors that have no code. */
const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * The problem for anything that was thrown: `unavailable` if a dependency failed, so that a retry
 * may help, else `internal-error`. An error is `unavailable` if its property `unavailable` is true,
 * or if it is a known error of a socket or of the database.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return isUnavailable(error)
    ? httpProblem('unavailable', 'A dependency did not answer. Try again.')
    : httpProblem('internal-error', 'The error is logged under this correlation id.');
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { unavailable, code, syscall } = error as {
    unavailable?: unknown;
    code?: unknown;
    syscall?: unknown;
  };
  if (typeof unavailable === 'boolean') return unavailable;
  if (typeof code !== 'string') return CONNECTION_LOST.test(error.message);
  // The Unix socket of a database that is being restarted is not there.
  if (code === 'ENOENT') return syscall === 'connect';
  return NO_CONNECTION.test(code) || DATABASE_UNAVAILABLE.test(code);
}
