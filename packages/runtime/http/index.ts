export { answerProblem, buildHttpApp, listen, type Listening, type Readiness } from './app.ts';
export {
  checked,
  readBody,
  readQuery,
  readText,
  shape,
  type Shape,
  MAX_BODY_BYTES,
} from './body.ts';
export { routes, type Route } from './routes.ts';
export {
  httpProblem,
  httpProblems,
  Problem,
  problemsOf,
  type HttpProblemCode,
  type ProblemTable,
} from './problems.ts';
