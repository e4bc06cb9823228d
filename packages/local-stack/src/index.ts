export { accessControl, apiSpec, type AppAccess, readAccess } from './access.ts';
export { sidecarFlags, sidecarName } from './app-processes.ts';
export { findDaprBinaries } from './binaries.ts';
export {
  type Broker,
  BROKER_KINDS,
  BROKER_SECRET,
  BROKER_USER,
  type BrokerKind,
} from './broker.ts';
export { cacheDirectory, fillOnce } from './cache.ts';
export { isExecutable, onPath } from './commands.ts';
export { startControlPlane } from './control-plane.ts';
export { DAPR_VERSIONS } from './dapr-versions.ts';
export { runningLauncher, wipeDirectory } from './data-directory.ts';
export { commonEnvironment, databaseVariable, secretEnvironment } from './environment.ts';
export { formatFailure, logTail, SetupError } from './errors.ts';
export { externalSidecarFiles } from './external-sidecars.ts';
export { buildId, buildWithGo, goOfThisMachine } from './go-build.ts';
export {
  type DemoAccount,
  demoAccounts,
  localEnvironment,
  serviceClients,
  type ServiceClients,
} from './identity-environment.ts';
export { kafkaProperties } from './kafka.ts';
export { type LaunchState, readState, type RecordedProcess, stateFile } from './launch-state.ts';
export { migrate } from './migrations.ts';
export {
  alertRules,
  LOCAL_NAMESPACE,
  type Observability,
  prometheusConfig,
  scrapeTargets,
} from './observability.ts';
export type { WalArchive } from './postgres.ts';
export {
  type AppPorts,
  freeInfraPorts,
  listedPorts,
  type PortPlan,
  readPorts,
} from './port-plan.ts';
export { isTaken, type PortBlock, reservePorts } from './ports.ts';
export { restoreLinks } from './postgres.ts';
export { openProcessGroup } from './process-group.ts';
export { identify, isAlive, type ProcessIdentity, stopIdentified } from './process-identity.ts';
export { createProgress, during, type Progress, silentProgress, type Step } from './progress.ts';
export { findRedisProgram } from './redis-program.ts';
export { parseRunFile, readRunFile, type RunFileApp } from './run-file.ts';
export { loadSecrets, secretOf, type Secrets } from './secrets.ts';
export { type Stack, type StackApp, type StackOptions, startStack } from './stack.ts';
export type { ProcessKind, ProcessSpec, SupervisedProcess } from './supervisor.ts';
export {
  APP_TRUST_DOMAIN,
  CONTROL_PLANE_TRUST_DOMAIN,
  isMissingOrExpiring,
  openIdentityIssuer,
  sentryConfiguration,
} from './trust.ts';
