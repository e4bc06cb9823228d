import type { App } from 'dapr-actor-runtime/app';
import type { Setting } from 'dapr-actor-runtime/config';
import { GENERATED } from './generated.ts';
import { openSettings } from './chart-apps.ts';

/** A JSON schema, as far as this chart's uses one. */
export interface Shape {
  type?: string;
  properties?: Record<string, Shape>;
  required?: readonly string[];
  minimum?: number;
  maximum?: number;
  pattern?: string;
  enum?: readonly string[];
  items?: Shape;
  description?: string;
  [keyword: string]: unknown;
}

const text: Shape = { type: 'string' };
const name: Shape = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' };
const yesNo: Shape = { type: 'boolean' };
const texts: Shape = { type: 'array', items: text };
/** Objects of Kubernetes, which the API server checks. */
const free: Shape = { type: 'object' };
const freeList: Shape = { type: 'array', items: free };
const labels: Shape = { type: 'object', additionalProperties: text };
const cpu: Shape = { type: 'string', pattern: '^[0-9]+m?$' };
/** In whole MiB: the chart computes the heap of Node and of Go from it. */
const mebibytes: Shape = { type: 'string', pattern: '^[1-9][0-9]*Mi$' };

const whole = (minimum: number, maximum: number): Shape => ({ type: 'integer', minimum, maximum });

/** An object without other properties. */
function closed(properties: Record<string, Shape>, required: readonly string[] = []): Shape {
  return { type: 'object', additionalProperties: false, properties, required };
}

const resources = closed({
  requests: closed({ cpu, memory: mebibytes }),
  // Without a CPU limit: it would slow an app down while the node has time to spare.
  limits: closed({ memory: mebibytes }),
});

/** Ports that the pods may reach, or be reached at, and who is at the other end; nobody named: anybody. */
const edge = closed({ port: whole(1, 65_535), peers: freeList }, ['port']);

const settings: Record<string, Shape> = {
  replicas: whole(1, 100),
  resources,
  sidecar: closed({ cpuRequest: cpu, memoryRequest: mebibytes, memoryLimit: mebibytes }),
  autoscaling: closed({
    enabled: yesNo,
    minReplicas: whole(1, 100),
    maxReplicas: whole(1, 100),
    cpuPercent: whole(1, 100),
    backlog: whole(1, 1_000_000),
  }),
  preStopSeconds: whole(1, 60),
  sidecarStopSeconds: whole(1, 60),
  priorityClassName: text,
  nodeSelector: labels,
  tolerations: freeList,
  podAnnotations: labels,
  egress: { type: 'array', items: edge },
};

/** The text of charts/commerce/values.schema.json: closed, so that a misspelt value fails. */
export function chartSchema(apps: readonly App[]): string {
  const names = apps.map((app) => app.name);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: GENERATED,
    title: 'Values of the chart commerce',
    ...closed(
      {
        publicUrl: {
          ...{ type: 'string', pattern: '^https?://[^/]+[^ ]*$' },
          description:
            'the address at which clients reach the gateway; tokens name it as their issuer',
        },
        image: imageShape(names),
        secretPrefix: text,
        dapr: daprShape,
        defaults: closed(
          { ...settings, env: environment(sharedSettings(apps)) },
          Object.keys(settings),
        ),
        apps: appsShape(apps),
        redis: closed({ tls: yesNo }),
        gatewayService: closed({
          type: { enum: ['ClusterIP', 'NodePort', 'LoadBalancer'] },
          annotations: labels,
        }),
        paymentSimulator: closed({ enabled: yesNo, resources }),
        migrations: closed({
          enabled: yesNo,
          deadlineSeconds: whole(1, 86_400),
          backoffLimit: whole(0, 20),
          resources,
        }),
        networkPolicies: networkShape,
        ingress: closed({
          enabled: yesNo,
          className: text,
          host: text,
          annotations: labels,
          tlsSecretName: text,
        }),
        monitoring: closed({
          enabled: yesNo,
          labels,
          interval: { type: 'string', pattern: '^[0-9]+s$' },
          runbooks: text,
          dashboards: closed({ enabled: yesNo, labels }),
        }),
        tests: closed({ enabled: yesNo, clientSecretName: text, paymentToken: text, resources }),
        checks: closed({ cluster: yesNo, daprVersion: text }),
        // Helm adds these to the values of every chart with a dependency.
        service: free,
        global: free,
      },
      ['publicUrl', 'image', 'defaults', 'apps'],
    ),
  };
  return JSON.stringify(schema);
}

const daprShape = closed({
  namespace: name,
  sidecarImage: text,
  logLevel: { enum: ['debug', 'info', 'warn', 'error'] },
  placementAddress: { type: 'string', pattern: '^([a-z0-9.-]+:[0-9]+)?$' },
  samplingRate: { type: 'string', pattern: '^(0|1|0?\\.[0-9]+)$' },
  otlpEndpoint: text,
  workflowAccessPolicy: yesNo,
});

const networkShape = closed({
  enabled: yesNo,
  dns: closed({ namespaceLabels: labels, podLabels: labels }),
  postgres: edge,
  redis: edge,
  otlp: edge,
  gateway: closed({ peers: freeList }),
  metrics: closed({ peers: freeList }),
});

function imageShape(names: readonly string[]): Shape {
  const digest: Shape = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' };
  const digests = closed(Object.fromEntries(names.map((app) => [app, digest])));
  return closed(
    {
      registry: {
        ...{ type: 'string', minLength: 1 },
        description: 'where the images are, without a slash at the end',
      },
      prefix: text,
      // A tag that moves would give two pods of one release different code.
      tag: { type: 'string', not: { const: 'latest' } },
      digests,
      requireDigests: yesNo,
      pullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
      pullSecrets: texts,
    },
    ['registry'],
  );
}

function appsShape(apps: readonly App[]): Shape {
  const shapes = apps.map((app) => {
    const env = environment(openSettings(app));
    const isNeeded = env.required?.length !== 0;
    return [app.name, closed({ ...settings, env }, isNeeded ? ['env'] : [])] as const;
  });
  const needed = shapes.filter(([, shape]) => shape.required?.length !== 0).map(([app]) => app);
  return closed(Object.fromEntries(shapes), needed);
}

/** The settings that an operator may set for all apps at once. */
function sharedSettings(apps: readonly App[]): Setting<unknown>[] {
  const [first, ...others] = apps.map(openSettings);
  return (first ?? []).filter(({ name: one }) =>
    others.every((list) => list.some((other) => other.name === one)),
  );
}

function environment(list: readonly Setting<unknown>[]): Shape {
  const shapes = list.map(({ name: variable, what, form, byDefault }): [string, Shape] => [
    variable,
    { ...text, description: `${what} (${form})`, ...(byDefault === undefined && { minLength: 1 }) },
  ]);
  const needed = list.filter(({ byDefault }) => byDefault === undefined);
  return closed(
    Object.fromEntries(shapes),
    needed.map((setting) => setting.name),
  );
}
