export {
  contextFromHeaders,
  contextHeaders,
  currentContext,
  inContext,
  inTimeLimit,
  newContext,
  timeLeftMs,
  type Context,
} from './context.ts';
export { createLogger, type Logger } from './logger.ts';
