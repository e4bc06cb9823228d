import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { sidecarName } from './app-processes.ts';
import { isOk } from './http.ts';
import type { ObservePort, PortPlan } from './port-plan.ts';
import type { ProcessGroup } from './process-group.ts';
import { during, type Progress } from './progress.ts';
import { STRIP_TYPES_ONCE } from './strip-types-once.ts';
import type { ProcessSpec } from './supervisor.ts';

const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const SCRAPE_INTERVAL = '5s';
const KEPT_METRICS = '2d';
/** Traces in the memory of Jaeger; older ones are forgotten. About 200 MB. */
const MAX_TRACES = 20_000;
/** The namespace of metrics; in a cluster it is that of the release. */
export const LOCAL_NAMESPACE = 'local';

/** What collects traces and metrics: paths of programs and of what they read. */
export interface Observability {
  collector: string;
  collectorConfig: string;
  jaeger: string;
  prometheus: string;
  /** The alerts of the chart. */
  alerts: string;
  /** The program of the page of traces: it gets its port, and the URL of Jaeger. */
  tracePage: string;
  /** Of the traces that neither failed nor were slow nor ran a saga, the share to keep, %. */
  keptPercent: number;
}

interface Options {
  observability: Observability;
  ports: PortPlan & { observe: Record<ObservePort, number> };
  dataDir: string;
  processes: ProcessGroup;
  progress: Progress;
}

/** Starts what collects traces and metrics; resolves when all of it is ready. */
export async function startObservability(options: Options): Promise<void> {
  const { dataDir, processes, progress, ports } = options;
  mkdirSync(join(dataDir, 'observe'), { recursive: true });
  const specs = [collector(options), jaeger(options), prometheus(options), tracePage(options)];
  await during(progress, 'traces and metrics', async () => {
    await Promise.all(specs.map((spec) => processes.run(spec).ready()));
    return `http://${HOST}:${ports.observe['trace-page']}`;
  });
}

/** The addresses for people and programs, by name. */
export function observeUrls(ports: PortPlan): Record<string, string> {
  if (ports.observe === undefined) return {};
  const { 'trace-page': page, 'jaeger-query': query, prometheus: metrics } = ports.observe;
  return {
    traces: `http://${HOST}:${page}`,
    jaeger: `http://${HOST}:${query}/api/services`,
    prometheus: `http://${HOST}:${metrics}/api/v1/query?query=up`,
    alerts: `http://${HOST}:${metrics}/api/v1/alerts`,
  };
}

/** The environment of apps that send their spans to the collector. */
export function observeEnvironment(ports: PortPlan): Record<string, string> {
  if (ports.observe === undefined) return {};
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${HOST}:${ports.observe['otlp-http']}`,
    // The collector decides what is kept.
    OTEL_TRACES_SAMPLER_ARG: '1',
  };
}

function specOf(
  { processes, dataDir }: Options,
  one: { name: string; command: string; args: string[]; env?: NodeJS.ProcessEnv; ready: string },
): ProcessSpec {
  const { name, command, args, env = {}, ready } = one;
  return {
    ...{ name, command, args, kind: 'infra', cwd: dataDir },
    env: { PATH: process.env['PATH'], ...env },
    logFile: processes.logFile(name),
    probe: () => isOk(ready),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
}

const at = (port: number) => `${HOST}:${port}`;
/** Any port: nobody asks there. */
const UNUSED = at(0);

function collector(options: Options): ProcessSpec {
  const { observability, ports } = options;
  const { observe } = ports;
  return specOf(options, {
    name: 'otel-collector',
    command: observability.collector,
    args: ['--config', observability.collectorConfig],
    env: {
      HEALTH_ADDRESS: at(observe['collector-health']),
      OTLP_HTTP_ADDRESS: at(observe['otlp-http']),
      OTLP_GRPC_ADDRESS: UNUSED,
      TRACES_TO: at(observe['jaeger-otlp']),
      METRICS_HOST: HOST,
      METRICS_PORT: String(observe['collector-metrics']),
      KEPT_PERCENT: String(observability.keptPercent),
    },
    ready: `http://${at(observe['collector-health'])}/`,
  });
}

function jaeger(options: Options): ProcessSpec {
  const { observe } = options.ports;
  const addresses: Record<string, string> = {
    'collector.otlp.grpc.host-port': at(observe['jaeger-otlp']),
    'query.http-server.host-port': at(observe['jaeger-query']),
    'admin.http.host-port': at(observe['jaeger-admin']),
    'collector.otlp.http.host-port': UNUSED,
    'collector.grpc-server.host-port': UNUSED,
    'collector.http-server.host-port': UNUSED,
    'query.grpc-server.host-port': UNUSED,
  };
  return specOf(options, {
    name: 'jaeger',
    command: options.observability.jaeger,
    args: [
      ...Object.entries(addresses).map(([flag, address]) => `--${flag}=${address}`),
      `--memory.max-traces=${MAX_TRACES}`,
      '--log-level=warn',
    ],
    ready: `http://${at(observe['jaeger-admin'])}/`,
  });
}

function prometheus(options: Options): ProcessSpec {
  const { observability, ports, dataDir } = options;
  const folder = join(dataDir, 'observe');
  const config = join(folder, 'prometheus.yaml');
  const rules = join(folder, 'alerts.yaml');
  writeFileSync(rules, stringify(alertRules(observability.alerts)));
  writeFileSync(config, stringify(prometheusConfig(targetsOf(ports), { rules: [rules] })));
  const address = at(ports.observe.prometheus);
  return specOf(options, {
    name: 'prometheus',
    command: observability.prometheus,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
      `--storage.tsdb.retention.time=${KEPT_METRICS}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
    ready: `http://${address}/-/ready`,
  });
}

function tracePage(options: Options): ProcessSpec {
  const { observe } = options.ports;
  const port = observe['trace-page'];
  return specOf(options, {
    name: 'trace-page',
    command: process.execPath,
    args: [
      options.observability.tracePage,
      ...['--port', String(port), '--jaeger', `http://${at(observe['jaeger-query'])}`],
    ],
    env: STRIP_TYPES_ONCE,
    ready: `http://${at(port)}/healthz`,
  });
}

/** What Prometheus reads: an address, and the labels of what is there. */
export interface ScrapeTarget {
  address: string;
  /** Default: `/metrics`. */
  path?: string;
  labels: Readonly<Record<string, string>>;
}

/** The app and its sidecar as Prometheus reads them, with the labels that a cluster gives. */
export function scrapeTargets(
  app: string,
  { pod, metrics, sidecar }: { pod: string; metrics: string | undefined; sidecar: string },
): ScrapeTarget[] {
  const ofSidecar = { pod: sidecarName(pod), endpoint: 'dapr-metrics' };
  const ofApp = { pod, endpoint: 'metrics', app_kubernetes_io_name: app };
  return [
    ...(metrics === undefined ? [] : [{ address: metrics, labels: ofApp }]),
    { address: sidecar, path: '/', labels: ofSidecar },
  ];
}

/** The configuration of Prometheus; dashboards and alerts are the same as in a cluster. */
export function prometheusConfig(
  targets: readonly ScrapeTarget[],
  { rules }: { rules: readonly string[] },
): object {
  return {
    global: { scrape_interval: SCRAPE_INTERVAL, evaluation_interval: SCRAPE_INTERVAL },
    rule_files: rules,
    scrape_configs: [...Map.groupBy(targets, ({ labels }) => labels['endpoint'] ?? '')].map(
      ([name, ones]) => ({
        job_name: name,
        metrics_path: ones[0]?.path ?? '/metrics',
        static_configs: ones.map(({ address, labels }) => ({
          targets: [address],
          labels: { namespace: LOCAL_NAMESPACE, ...labels },
        })),
      }),
    ),
  };
}

/** Every app, every sidecar, the collector and Jaeger. */
function targetsOf(ports: Options['ports']): ScrapeTarget[] {
  const { observe } = ports;
  const tool = (pod: string, port: number) => ({
    address: at(port),
    labels: { pod, endpoint: 'tools' },
  });
  return [
    ...Object.entries(ports.apps).flatMap(([pod, { appMetrics, metrics }]) =>
      scrapeTargets(appOf(pod, ports), {
        ...{ pod, sidecar: at(metrics) },
        metrics: appMetrics === undefined ? undefined : at(appMetrics),
      }),
    ),
    tool('otel-collector', observe['collector-metrics']),
    tool('jaeger', observe['jaeger-admin']),
  ];
}

/** The app of an instance, whose name may end with a number. */
function appOf(instance: string, { apps }: PortPlan): string {
  const app = instance.replace(/-\d+$/, '');
  return app in apps ? app : instance;
}

interface AlertFile {
  /** What several expressions have in common, by the word that stands for it. */
  parts?: Record<string, string>;
  rules: { alert: string; expr: string; for: string; severity: string; summary: string }[];
}

/** The alerts of the chart as Prometheus reads them, for a namespace; the template of the chart does the same. */
export function alertRules(file: string, namespace = LOCAL_NAMESPACE): object {
  if (!existsSync(file)) return { groups: [] };
  const { parts = {}, rules } = parse(readFileSync(file, 'utf8')) as AlertFile;
  const words = Object.entries({ ...parts, NAMESPACE: namespace });
  const exprOf = (text: string) =>
    words.reduce((expr, [word, meaning]) => expr.replaceAll(word, meaning), text);
  return {
    groups: [
      {
        name: 'commerce',
        rules: rules.map(({ alert, expr, for: lasting, severity, summary }) => ({
          ...{ alert, expr: exprOf(expr), for: lasting },
          ...{ labels: { severity }, annotations: { summary } },
        })),
      },
    ],
  };
}
