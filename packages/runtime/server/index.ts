export { notFound, requireAppToken } from './app-token.ts';
export { listen, type Listening } from './listen.ts';
export {
  httpProblem,
  httpProblems,
  Problem,
  problemOf,
  problemsOf,
  type HttpProblemCode,
  type ProblemTable,
} from './problems.ts';
export {
  emptyAnswer,
  headerOf,
  jsonAnswer,
  koaMiddleware,
  nodeListener,
  type SidecarAnswer,
  type SidecarHandler,
} from './sidecar-handler.ts';
