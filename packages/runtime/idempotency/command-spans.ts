import type { Redis } from 'ioredis';
import { inSpan, isTracing } from '../telemetry/index.ts';

/** They begin and end a chain of commands, which is no promise. */
const CHAINS = new Set(['multi', 'exec']);

type Command = (...args: unknown[]) => Promise<unknown>;

/**
 * Gives each command of a client that belongs to a traced piece of work a span, with the name of the
 * command only. Here, because commands that are sent together leave in the context of one of them.
 */
export function traceCommands(redis: Redis): Redis {
  if (!isTracing()) return redis;
  const commands = redis as unknown as Record<string, Command>;
  for (const name of redis.getBuiltinCommands()) {
    const command = commands[name];
    if (command === undefined || CHAINS.has(name)) continue;
    const operation = name.toUpperCase();
    const attributes = { 'db.system.name': 'redis', 'db.operation.name': operation };
    commands[name] = (...args) =>
      inSpan(operation, { kind: 'client', attributes }, () => command.apply(redis, args));
  }
  return redis;
}
