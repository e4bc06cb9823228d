import { type App, isSubscriber } from 'dapr-actor-runtime/app';
import type { Setting } from 'dapr-actor-runtime/config';
import { STOP_LIMIT_MS } from 'dapr-actor-runtime/lifecycle';
import { outboxTopic, REDIS_SECRET } from './components.ts';
import { RELEASE_NAMESPACE } from './chart-dapr.ts';

/** The port of every app in its own pod. */
const APP_PORT = 3000;
/** The port on which every app answers Prometheus. */
const METRICS_PORT = 9464;
/** Settings with a value that the chart knows, as a template. */
const BY_CHART: Readonly<Record<string, string>> = {
  APP_PORT: String(APP_PORT),
  GATEWAY_PORT: String(APP_PORT),
  METRICS_PORT: String(METRICS_PORT),
  // Probes come from outside the pod; network policies let nobody else in.
  LISTEN_ADDRESS: '0.0.0.0',
  DAPR_HTTP_PORT: '3500',
  DAPR_GRPC_PORT: '50001',
  DAPR_NAMESPACE: RELEASE_NAMESPACE,
  TOKEN_ISSUER: '{{ .Values.publicUrl }}',
  OTEL_EXPORTER_OTLP_ENDPOINT: '{{ with .Values.dapr.otlpEndpoint }}http://{{ . }}{{ end }}',
};
/** Settings that no cluster may have: they arm faults. */
export const NEVER = new Set(['FAILPOINT_DIR']);
/** Secrets that are not of one app: the secret, and its key. */
const SHARED_SECRETS: Readonly<Record<string, readonly [of: string, key: string]>> = {
  DAPR_API_TOKEN: ['dapr-api-token', 'token'],
  APP_API_TOKEN: ['app-api-token', 'token'],
  REDIS_URL: [REDIS_SECRET, 'REDIS_URL'],
};

/** What the chart knows of an app. */
export interface ChartApp {
  /** Clients outside the cluster call it, and its sidecar never does. */
  edge: boolean;
  port: number;
  /** On which it answers Prometheus. */
  metricsPort: number;
  /** Environment variables with their values, as templates. */
  environment: Record<string, string>;
  /** Environment variables from secrets: whose secret, its key, and whether it may be absent. */
  secrets: Record<string, { of: string; key: string; optional: boolean }>;
  /** How long a graceful stop takes at most, s. */
  stopSeconds: number;
  database: boolean;
  redis: boolean;
  /** The apps whose sidecars its own one calls: for operations, and for turns of actors. */
  calls: string[];
  /** Redis streams that wait for it, with its consumer group: what it is behind. */
  backlogs: { stream: string; group: string }[];
}

/** What the chart knows of each app, derived from the declarations. */
export function chartApps(apps: readonly App[]): Record<string, ChartApp> {
  return Object.fromEntries(apps.map((app) => [app.name, chartApp(app, apps)]));
}

/** The settings that an operator may set: neither secret nor known to the chart. */
export function openSettings(app: App): Setting<unknown>[] {
  return Object.values(app.settings).filter(
    ({ name, secret }) => secret === undefined && !(name in BY_CHART) && !NEVER.has(name),
  );
}

function chartApp(app: App, apps: readonly App[]): ChartApp {
  const settings = Object.values(app.settings).filter(({ name }) => !NEVER.has(name));
  const given = settings.flatMap(({ name }) => {
    const value = BY_CHART[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    edge: app.edge,
    port: APP_PORT,
    metricsPort: METRICS_PORT,
    environment: Object.fromEntries(given),
    secrets: Object.fromEntries(
      settings
        .filter(({ secret }) => secret !== undefined)
        .map(({ name, byDefault }) => {
          const [of, key] = SHARED_SECRETS[name] ?? [app.name, name];
          return [name, { of, key, optional: byDefault !== undefined }];
        }),
    ),
    stopSeconds: STOP_LIMIT_MS / 1000,
    database: app.uses.includes('database'),
    redis: app.uses.includes('redis'),
    calls: calledApps(app, apps),
    backlogs: backlogsOf(app),
  };
}

// An actor can be in any sidecar of its app, also for an app that hosts the type itself.
function calledApps(app: App, apps: readonly App[]): string[] {
  const called = new Set(app.calls.map((operation) => operation.app));
  if (app.actors.length > 0 || app.sagas.length > 0) called.add(app.name);
  if (app.callsActors) {
    for (const { name, actors } of apps) if (actors.length > 0) called.add(name);
  }
  return apps.map(({ name }) => name).filter((name) => called.has(name));
}

function backlogsOf(app: App): ChartApp['backlogs'] {
  const topics = isSubscriber(app) ? Object.keys(app.subscriptions) : [];
  const inner = app.streams?.topic === undefined ? [] : [outboxTopic(app, RELEASE_NAMESPACE)];
  return [...topics, ...inner].map((stream) => ({ stream, group: app.name }));
}
