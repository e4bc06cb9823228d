import { pino, type Logger } from 'pino';
import { currentContext } from './context.ts';

export type { Logger };

/** Field names whose values never reach a log line, at the top or one level down. */
const SECRET_FIELDS = [
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'password',
  'secret',
  'email',
  'personal',
  'shippingAddress',
];
/** What a line tells of an error, besides its kind, message, stack and causes. */
const ERROR_FIELDS = [
  ...['code', 'status', 'errno', 'syscall', 'address', 'port'],
  ...['schema', 'table', 'column', 'constraint', 'routine', 'severity'],
];
/** Causes, and errors of an AggregateError, that a line follows from one error to the next. */
const MAX_CAUSES = 5;

/**
 * An error as it may stand in a log. Libraries hang on their errors what they were working with: the
 * row that a constraint refused, the arguments of a Redis command (AUTH too), a request with its
 * headers. So only what is listed is told.
 */
function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const { name, message, stack, cause, errors } = error as Error & { errors?: unknown };
  const told: Record<string, unknown> = { type: name, message, stack };
  for (const field of ERROR_FIELDS) {
    const value = (error as unknown as Record<string, unknown>)[field];
    if (typeof value === 'string' || typeof value === 'number') told[field] = value;
  }
  if (depth < MAX_CAUSES) {
    if (cause !== undefined) told['cause'] = loggedError(cause, depth + 1);
    if (Array.isArray(errors)) {
      told['errors'] = errors.slice(0, MAX_CAUSES).map((one) => loggedError(one, depth + 1));
    }
  }
  return told;
}

/**
 * One JSON line per decision or failure on standard output, with the service and the correlation
 * and trace ids of the work that wrote it. Messages are constant; data goes into fields.
 */
export function createLogger({ service, level }: { service: string; level: string }): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]),
    serializers: { err: (error) => loggedError(error) },
    mixin() {
      const context = currentContext();
      if (context === undefined) return {};
      const { correlationId, traceparent } = context;
      if (traceparent === undefined) return { correlationId };
      return { correlationId, traceId: traceparent.slice(3, 35) };
    },
  });
}
