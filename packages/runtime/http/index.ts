export { answerProblem, answerProblems, buildHttpApp, type Readiness } from './app.ts';
export { refuseInvocation, withAppToken } from './app-token.ts';
export {
  validate,
  readBody,
  readBytes,
  readForm,
  readFormBytes,
  readQuery,
  readText,
  refuseBody,
  compileSchema,
  type CompiledSchema,
  MAX_BODY_BYTES,
} from './body.ts';
export {
  answerVersion,
  contentVersion,
  ENTITY_TAGS,
  expectedVersions,
  MAX_ENTITY_TAGS_LENGTH,
  requireMatch,
  type Version,
} from './conditional.ts';
export { inRequestSpan } from './request-span.ts';
export { routes, type Route } from './routes.ts';
export {
  openStreamedAnswers,
  type StreamedAnswers,
  type StreamHolder,
} from './streamed-answers.ts';
