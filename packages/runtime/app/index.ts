export { batchRoute } from './batch-route.ts';
export { buildApp, type BuildOptions } from './build-app.ts';
export { aggregateActor, type AggregateMethods, aggregateType } from './aggregate-actor.ts';
export {
  actor,
  type App,
  type AppActor,
  type AppCommand,
  type AppContext,
  type AppStreams,
  type AppSweep,
  type CalledOperation,
  type ContextPart,
  type OpenActors,
} from './declaration.ts';
export {
  type AppDeclaration,
  daprApisOf,
  defineApp,
  isSubscriber,
  recordsAudit,
  type StreamsDeclaration,
  verifiesTokens,
} from './define-app.ts';
export { endpoint, type PathParams } from './endpoint.ts';
export { type AppRoute, type RequestOf, route } from './route.ts';
export { readinessOf, runApp } from './run-app.ts';
export {
  type CommonConfig,
  commonSettings,
  databaseSettings,
  redisSettings,
  type Resource,
  sagaSettings,
  streamSettings,
} from './settings.ts';
