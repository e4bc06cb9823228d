import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAPR_VERSIONS } from '@commerce/local-stack';
import { root } from '../../places.ts';

/** A service of a compose file, as far as ours have it. */
export interface Service {
  image: string;
  pull_policy?: 'never';
  /** Without one, it always runs. */
  profiles?: readonly string[];
  entrypoint?: string[];
  command?: string[];
  user?: string;
  stop_signal?: 'SIGINT' | 'SIGKILL';
  network_mode?: string;
  networks?: Record<string, { aliases: string[] }>;
  ports?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  tmpfs?: string[];
  depends_on?: Record<string, { condition: Condition }>;
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number };
  restart?: 'unless-stopped' | 'no';
  stop_grace_period?: string;
  mem_limit?: string;
  read_only?: true;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
}

type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

/** Ports inside of the containers, where each group of containers has its own. */
export const PORTS = {
  app: 3000,
  daprHttp: 3500,
  daprGrpc: 50001,
  daprInternalGrpc: 50002,
  placement: 50005,
  scheduler: 50006,
  sentry: 50001,
  provider: 3000,
  postgres: 5432,
  redis: 6379,
  kafka: 9092,
  kafkaControl: 9093,
  otlpHttp: 4318,
  jaegerOtlp: 4317,
  jaegerUi: 16686,
  prometheus: 9090,
  grafana: 3000,
  daprMetrics: 9090,
  appMetrics: 9464,
} as const;

/** What runs as it came, not as root and writing nothing but /tmp. */
export const LOCKED = {
  read_only: true,
  tmpfs: ['/tmp'],
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
} as const satisfies Partial<Service>;

/** The user of our images and those of Dapr. */
export const USER = '65532:65532';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};

/** The image of an app or a simulator; `npm run images` makes it. */
export function ownImage(name: string): Pick<Service, 'image' | 'pull_policy'> {
  // Without the policy, a missing image would be looked for in a registry that cannot have it.
  return { image: `commerce/${name}:\${COMMERCE_VERSION:-${version}}`, pull_policy: 'never' };
}

/** The image of a program of Dapr, of the version on which the suite passes. */
export function daprImage(program: 'daprd' | 'placement' | 'scheduler' | 'sentry'): string {
  return `\${DAPR_REGISTRY:-daprio}/${program}:\${DAPR_VERSION:-${DAPR_VERSIONS.pinned}}`;
}

export const POSTGRES_IMAGE = '${POSTGRES_IMAGE:-postgres:18}';
export const REDIS_IMAGE = '${REDIS_IMAGE:-redis:7}';

/** A variable that `npm run compose` writes into deploy/compose/.env. */
export function prepared(name: string): string {
  return `\${${name}:?run npm run compose first}`;
}

/** The user of the database server, who owns the databases of all apps. */
export const DATABASE_USER = 'commerce';

/** The URL of the database of an app. */
export function databaseUrl(app: string): string {
  return `postgres://${DATABASE_USER}:${prepared('DATABASE_PASSWORD')}@postgres:${PORTS.postgres}/${app}`;
}

/** Which services must have come how far. */
export function after(
  condition: Condition,
  ...names: string[]
): NonNullable<Service['depends_on']> {
  return Object.fromEntries(names.map((name) => [name, { condition }]));
}

/** Mounts what exists before the start, readable only; the source is relative to the compose file. */
export function mount(source: string, target: string): string {
  return `${source}:${target}:ro`;
}

/** Where a process finds the token with which it asks sentry for a certificate. */
export const IDENTITY = '/identity.jwt';

/** The token of a process, which `npm run compose` writes. */
export function identityFile(id: string): string {
  return `./secrets/${id}.jwt`;
}
