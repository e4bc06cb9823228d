export {
  contextFromHeaders,
  contextHeaders,
  currentContext,
  inContext,
  inTimeLimit,
  isSampled,
  newContext,
  sampledTraceparent,
  timeLeftMs,
  traceIdOf,
  type Context,
} from './context.ts';
export { createLogger, type Logger } from './logger.ts';
export {
  type Attributes,
  contextOf,
  failSpan,
  idAttributes,
  inSpan,
  isTracing,
  ownAttributes,
  OWN_ATTRIBUTES,
  type Span,
  type SpanOptions,
  startSpan,
} from './spans.ts';
