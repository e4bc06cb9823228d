export {
  contextFromHeaders,
  contextHeaders,
  currentContext,
  inContext,
  newContext,
  type Context,
} from './context.ts';
export { createLogger, type Logger } from './logger.ts';
