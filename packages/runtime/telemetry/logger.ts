import { pino, type Logger } from 'pino';
import { currentContext, traceIdOf } from './context.ts';

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
];
/** The fields of an error that are logged besides its kind, message, stack and causes. */
const ERROR_FIELDS = [
  ...['code', 'status', 'errno', 'syscall', 'address', 'port'],
  ...['schema', 'table', 'column', 'constraint', 'routine', 'severity'],
];
/** Limits the logged depth of causes, and the logged number of errors of an AggregateError. */
const MAX_CAUSES = 5;

/**
 * An error in the form that may be logged. Libraries attach the data that they were working with to
 * their errors: the row that violated a constraint, the arguments of a Redis command (also AUTH), a
 * request with its headers. So only the listed fields are logged.
 */
function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const { name, message, stack, cause, errors } = error as Error & { errors?: unknown };
  const logged: Record<string, unknown> = { type: name, message, stack };
  for (const field of ERROR_FIELDS) {
    const value = (error as unknown as Record<string, unknown>)[field];
    if (typeof value === 'string' || typeof value === 'number') logged[field] = value;
  }
  if (depth < MAX_CAUSES) {
    if (cause !== undefined) logged['cause'] = loggedError(cause, depth + 1);
    if (Array.isArray(errors)) {
      logged['errors'] = errors.slice(0, MAX_CAUSES).map((one) => loggedError(one, depth + 1));
    }
  }
  return logged;
}

/**
 * Writes one JSON line per decision or failure to standard output, with the service and the
 * correlation, trace and span ids of the current context. Messages are constant; data goes into fields.
 * The values of fields named like secrets, and of `secretFields`, are redacted.
 */
export function createLogger({
  service,
  level,
  secretFields = [],
}: {
  service: string;
  level: string;
  secretFields?: readonly string[];
}): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [...SECRET_FIELDS, ...secretFields].flatMap((field) => [field, `*.${field}`]),
    serializers: { err: (error) => loggedError(error) },
    mixin() {
      const context = currentContext();
      if (context === undefined) return {};
      const { correlationId, traceparent } = context;
      if (traceparent === undefined) return { correlationId };
      return {
        correlationId,
        traceId: traceIdOf(traceparent),
        spanId: traceparent.slice(36, 52),
      };
    },
  });
}
