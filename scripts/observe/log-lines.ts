/** A line of a log, as far as its form is known. */
export interface LogLine {
  /** An instant in UTC; texts of the same length, so that their order is that of time. */
  at: string;
  service: string;
  level: string;
  message: string;
  /** The other fields. */
  fields: Readonly<Record<string, unknown>>;
  /** As it was written. */
  text: string;
}

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
/** Fields of pino and of Dapr that say nothing of the event. */
const CONSTANT = new Set(['level', 'time', 'service', 'msg', 'app_id', 'instance', 'type', 'ver']);
const LOGFMT = /(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;
/** The digits of an instant that are compared: down to microseconds. */
const FRACTION_DIGITS = 6;
/** Fields with the ids that the lines of one flow share. */
const FLOW_FIELDS = ['correlationId', 'traceId'];
const ORDER_ID = /\bord_[A-Za-z0-9_-]+/g;

/**
 * Reads a line that one of our apps (JSON) or a program of Dapr (logfmt) has written; undefined for any other,
 * such as the further lines of a stack.
 */
export function readLogLine(text: string, service: string): LogLine | undefined {
  const all = text.startsWith('{') ? jsonFields(text) : logfmtFields(text);
  const { time, msg, level } = all ?? {};
  if (all === undefined || typeof time !== 'string' || Number.isNaN(Date.parse(time)))
    return undefined;
  return {
    at: instant(time),
    service,
    level: typeof level === 'number' ? (LEVELS[level] ?? String(level)) : String(level),
    message: String(msg),
    fields: Object.fromEntries(Object.entries(all).filter(([name]) => !CONSTANT.has(name))),
    text,
  };
}

function jsonFields(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined; // cut off by the rotation of the log
  }
}

function logfmtFields(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('time=')) return undefined;
  const fields = [...text.matchAll(LOGFMT)].map(([, name = '', quoted, plain = '']) => [
    name,
    quoted?.replaceAll(/\\(.)/g, '$1') ?? plain,
  ]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}

// Apps write milliseconds, sidecars nanoseconds.
function instant(time: string): string {
  const [, seconds = '', fraction = ''] = /^([^.Z]*)\.?(\d*)Z?$/.exec(time) ?? [];
  return `${seconds}.${fraction.slice(0, FRACTION_DIGITS).padEnd(FRACTION_DIGITS, '0')}Z`;
}

/**
 * Chooses the lines of an order, in the order of time: those that name it, and those that share a
 * correlation id or a trace with one of them or with its events, unless they name only other orders.
 */
export function linesOfOrder(
  lines: readonly LogLine[],
  order: string,
  ofEvents: readonly string[] = [],
): LogLine[] {
  const named = lines.filter(({ text }) => text.includes(order));
  const flows = new Set([...ofEvents, ...named.flatMap((line) => flowsOf(line))]);
  return lines
    .filter((line) => {
      if (line.text.includes(order)) return true;
      const others = line.text.match(ORDER_ID) ?? [];
      return others.length === 0 && flowsOf(line).some((flow) => flows.has(flow));
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function flowsOf({ fields }: LogLine): string[] {
  return FLOW_FIELDS.map((name) => fields[name]).filter((value) => typeof value === 'string');
}

/** A line for people. */
export function formatLogLine({ at, service, level, message, fields }: LogLine): string {
  const data = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
  return `${at.slice(0, -4)}Z  ${service.padEnd(16)} ${level.padEnd(5)} ${message}${data}`;
}
