import type { PoolClient } from 'pg';
import { failSpan, isTracing, type Span, startSpan } from '../telemetry/index.ts';

type Callback = (error: Error | null, ...rest: unknown[]) => void;
type Query = (...args: unknown[]) => unknown;

/** Gives each statement of a connection that belongs to a traced piece of work a span, without its text. */
export function traceQueries(client: PoolClient): void {
  if (!isTracing()) return;
  const query = client.query.bind(client) as Query;
  const traced: Query = (...args) => {
    const name = nameOf(args[0]);
    const span =
      name === 'BEGIN'
        ? undefined
        : startSpan(name, {
            kind: 'client',
            attributes: { 'db.system.name': 'postgresql', 'db.query.summary': name },
          });
    if (span === undefined) return query(...args);
    const last = args.at(-1);
    if (typeof last === 'function') {
      return query(...args.slice(0, -1), endingWith(span, last as Callback));
    }
    const answered = query(...args) as Promise<unknown>;
    answered.then(
      () => span.end(),
      (error: unknown) => endFailed(span, error),
    );
    return answered;
  };
  client.query = traced as PoolClient['query'];
}

function endingWith(span: Span, callback: Callback): Callback {
  return (error, ...rest) => {
    if (error) endFailed(span, error);
    else span.end();
    callback(error, ...rest);
  };
}

function endFailed(span: Span, error: unknown): void {
  failSpan(span, error);
  span.end();
}

/** The name of a prepared statement, or the first word of another one. */
function nameOf(statement: unknown): string {
  const { name, text } = (
    typeof statement === 'string' ? { text: statement } : (statement ?? {})
  ) as { name?: string; text?: string };
  return name ?? /[A-Za-z]+/.exec(text ?? '')?.[0].toUpperCase() ?? 'query';
}
