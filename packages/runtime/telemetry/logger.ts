import { pino, type Logger } from 'pino';
import { currentContext } from './context.ts';

export type { Logger };

/** Field names whose values never reach a log line, at the top or one level down. */
const SECRET_FIELDS = ['token', 'authorization', 'password', 'secret', 'shippingAddress'];

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
    serializers: { err: pino.stdSerializers.errWithCause },
    mixin() {
      const context = currentContext();
      if (context === undefined) return {};
      return {
        correlationId: context.correlationId,
        traceId: context.traceparent.slice(3, 35),
      };
    },
  });
}
