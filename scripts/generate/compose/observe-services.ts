import { prometheusConfig, scrapeTargets } from '@commerce/local-stack';
import type { App } from 'dapr-actor-runtime/app';
import { DASHBOARDS } from '../../dashboards/index.ts';
import { LOCKED, mount, PORTS, type Service } from './parts.ts';

/** The profile with which they run. */
const PROFILE = 'observe';
const IMAGES = {
  jaeger: '${JAEGER_IMAGE:-jaegertracing/all-in-one:1.76.0}',
  collector: '${COLLECTOR_IMAGE:-otel/opentelemetry-collector-contrib:0.161.0}',
  prometheus: '${PROMETHEUS_IMAGE:-prom/prometheus:v3.16.0}',
  grafana: '${GRAFANA_IMAGE:-grafana/grafana:12.2.0}',
};
const MAX_TRACES = 20_000;
const KEPT_METRICS = '7d';
/** The user of Grafana's image. */
const GRAFANA_USER = 472;
const GRAFANA_FILES = '/etc/grafana/provisioning';
const SHOWN = '/dashboards';
const RUNNING = { profiles: [PROFILE], restart: 'unless-stopped' } as const;
/** The names of data sources that Grafana's files refer to. */
const METRICS = 'prometheus';
const TRACES = 'jaeger';

/** What collects and shows traces and metrics. */
export function observeServices(): [name: string, Service][] {
  return [
    ['jaeger', jaeger()],
    ['otel-collector', collector()],
    ['prometheus', prometheus()],
    ['grafana', grafana()],
  ];
}

/** The files that they read: paths in the folder of the compose file, and contents. */
export function observeFiles(apps: readonly App[]): [file: string, content: object][] {
  return [
    ['observe/prometheus.yaml', prometheusConfig(apps.flatMap(targetsOf), { rules: [] })],
    ['observe/datasources.yaml', datasources()],
    ['observe/dashboards.yaml', dashboardProvider()],
  ];
}

function targetsOf({ name }: App) {
  return scrapeTargets(name, {
    pod: name,
    metrics: `${name}:${PORTS.appMetrics}`,
    sidecar: `${name}:${PORTS.daprMetrics}`,
  });
}

/** A port of a container on the machine, on its loopback address. */
function shown(variable: string, port: number): string {
  return `127.0.0.1:\${${variable}:-${port}}:${port}`;
}

function jaeger(): Service {
  return {
    image: IMAGES.jaeger,
    command: [`--memory.max-traces=${MAX_TRACES}`],
    ports: [shown('JAEGER_PORT', PORTS.jaegerUi)],
    mem_limit: '512m',
    ...RUNNING,
    ...LOCKED,
  };
}

function collector(): Service {
  return {
    image: IMAGES.collector,
    command: ['--config', '/collector.yaml'],
    environment: { TRACES_TO: `jaeger:${PORTS.jaegerOtlp}`, KEPT_PERCENT: '${KEPT_PERCENT:-100}' },
    volumes: [mount('../observe/collector.yaml', '/collector.yaml')],
    mem_limit: '512m',
    ...RUNNING,
    ...LOCKED,
  };
}

function prometheus(): Service {
  return {
    image: IMAGES.prometheus,
    command: [
      '--config.file=/prometheus.yaml',
      '--storage.tsdb.path=/prometheus',
      `--storage.tsdb.retention.time=${KEPT_METRICS}`,
      '--enable-feature=exemplar-storage',
    ],
    ports: [shown('PROMETHEUS_PORT', PORTS.prometheus)],
    volumes: [mount('./observe/prometheus.yaml', '/prometheus.yaml'), 'prometheus:/prometheus'],
    mem_limit: '512m',
    ...RUNNING,
    ...LOCKED,
  };
}

function grafana(): Service {
  return {
    image: IMAGES.grafana,
    environment: {
      // On the loopback address only, and nobody can change anything.
      GF_AUTH_ANONYMOUS_ENABLED: 'true',
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      GF_AUTH_DISABLE_LOGIN_FORM: 'true',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: `${SHOWN}/platform.json`,
    },
    ports: [shown('GRAFANA_PORT', PORTS.grafana)],
    volumes: [
      mount('./observe/datasources.yaml', `${GRAFANA_FILES}/datasources/commerce.yaml`),
      mount('./observe/dashboards.yaml', `${GRAFANA_FILES}/dashboards/commerce.yaml`),
      mount(`../../${DASHBOARDS}`, SHOWN),
    ],
    mem_limit: '512m',
    ...RUNNING,
    ...LOCKED,
    tmpfs: ['/tmp', `/var/lib/grafana:uid=${GRAFANA_USER}`],
  };
}

function datasources(): object {
  return {
    apiVersion: 1,
    datasources: [
      {
        ...{ name: 'Prometheus', uid: METRICS, type: 'prometheus', isDefault: true },
        url: `http://prometheus:${PORTS.prometheus}`,
        // An exemplar leads to its trace.
        jsonData: { exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: TRACES }] },
      },
      { name: 'Jaeger', uid: TRACES, type: 'jaeger', url: `http://jaeger:${PORTS.jaegerUi}` },
    ],
  };
}

function dashboardProvider(): object {
  const options = { path: SHOWN };
  return { apiVersion: 1, providers: [{ name: 'commerce', type: 'file', options }] };
}
