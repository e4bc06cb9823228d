import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DaprBinaries } from './binaries.ts';
import { SetupError } from './errors.ts';
import { isOk } from './http.ts';
import type { AppPorts, InfraPort } from './port-plan.ts';
import { executableOf, type RunFileApp } from './run-file.ts';
import type { ProcessSpec } from './supervisor.ts';
import { CONTROL_PLANE_TRUST_DOMAIN, type Trust } from './trust.ts';

const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 90_000;
const APP_STOP_TIMEOUT_MS = 8_000;
const SIDECAR_GRACE_SECONDS = 2;
const SIDECAR_STOP_TIMEOUT_MS = 8_000;
// One Go thread per sidecar: with few cores, wake-ups between threads cost a quarter of a sidecar's
// CPU. GOGC=400 saves CPU while the heap is small; the limit bounds a large one.
const SIDECAR_ENV = { GOMAXPROCS: '1', GOGC: '400', GOMEMLIMIT: '256MiB', DAPR_HOST_IP: HOST };
// Variables that npm sets for the launcher must not reach the apps.
const NOT_INHERITED = /^(npm_|NODE_CHANNEL_|NODE_OPTIONS$|AVA_|FORCE_COLOR$)/;

interface AppOptions {
  app: RunFileApp;
  /** Its process name: the app's id, or the name of a further instance. */
  name: string;
  ports: AppPorts;
  env: Record<string, string>;
  logFile: (name: string) => string;
}

function inherited(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name));
  return Object.fromEntries(entries);
}

/** The process name of an app's sidecar. */
export function sidecarName(appName: string): string {
  return `${appName}-daprd`;
}

/** How to run an app. It is ready when its health route answers. */
export function appSpec({ app, name, ports, env, logFile }: AppOptions): ProcessSpec {
  const command = executableOf(app);
  const entry = app.command.find((word) => word.endsWith('.ts'));
  if (entry !== undefined && !existsSync(join(app.directory, entry))) {
    throw new SetupError({
      what: `app ${app.appId} cannot be started`,
      why: `${join(app.directory, entry)} does not exist`,
      next: 'correct its command in dapr/dapr.yaml',
    });
  }
  return {
    name,
    kind: 'app',
    command,
    args: app.command.slice(1),
    cwd: app.directory,
    env: { ...inherited(), ...env },
    logFile: logFile(name),
    probe: () => isOk(`http://${HOST}:${ports.app}/healthz`),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: APP_STOP_TIMEOUT_MS,
  };
}

/**
 * The flags of an app's sidecar, without its configuration and resources; `true` is a flag without value. It
 * listens on the loopback address only.
 */
export function sidecarFlags(options: {
  app: RunFileApp;
  ports: AppPorts;
  infra: Record<InfraPort, number>;
  mtls: boolean;
}): Record<string, string | number | true> {
  const { app, ports, infra, mtls } = options;
  const flags: Record<string, string | number | true | undefined> = {
    'app-id': app.appId,
    'app-port': app.appPort === undefined ? undefined : ports.app,
    'app-protocol': app.appPort === undefined ? undefined : 'http',
    'dapr-http-port': ports.daprHttp,
    'dapr-grpc-port': ports.daprGrpc,
    'dapr-listen-addresses': HOST,
    'dapr-internal-grpc-port': ports.internalGrpc,
    'dapr-internal-grpc-listen-address': HOST,
    'metrics-port': ports.metrics,
    'metrics-listen-address': HOST,
    'placement-host-address': `${HOST}:${infra.placement}`,
    'scheduler-host-address': `${HOST}:${infra.scheduler}`,
    'dapr-graceful-shutdown-seconds': SIDECAR_GRACE_SECONDS,
    'max-body-size': app.maxBodySize,
    'read-buffer-size': app.readBufferSize,
    'log-level': app.logLevel,
    ...(mtls
      ? {
          'enable-mtls': true,
          'sentry-address': `${HOST}:${infra.sentry}`,
          'control-plane-trust-domain': CONTROL_PLANE_TRUST_DOMAIN,
        }
      : {}),
  };
  return Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** How to run an app's sidecar. */
export function sidecarSpec(
  options: AppOptions & {
    daprd: DaprBinaries['daprd'];
    configFile: string;
    infra: Record<InfraPort, number>;
    /** Undefined: no mTLS. */
    trust: Trust | undefined;
  },
): ProcessSpec {
  const { app, ports, env, logFile, infra, trust } = options;
  const flags = sidecarFlags({ app, ports, infra, mtls: trust !== undefined });
  const all: typeof flags = { ...flags, config: options.configFile };
  const args = Object.entries(all).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, String(value)],
  );
  const name = sidecarName(options.name);
  return {
    name,
    kind: 'sidecar',
    command: options.daprd,
    args: [...args, ...app.resourcesPaths.flatMap((path) => ['--resources-path', path])],
    cwd: app.directory,
    env: { ...inherited(), ...env, ...trust?.sidecarEnvironment(app.appId), ...SIDECAR_ENV },
    logFile: logFile(name),
    probe: () => isOk(`http://${HOST}:${ports.daprHttp}/v1.0/healthz`),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: SIDECAR_STOP_TIMEOUT_MS,
  };
}
