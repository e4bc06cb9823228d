import { appNames } from '@commerce/contracts/apps';
import test from 'ava';
import { text } from 'dapr-actor-runtime/config';
import { loadApps } from '../apps.ts';
import { appEnvironment } from './app-services.ts';
import { composeFiles, composeServices } from './index.ts';
import { LOCKED, type Service } from './parts.ts';

const apps = await loadApps();
const services = composeServices(apps);
const all = Object.entries(services);
const serviceOf = (name: string) => services[name] as Service;

test('each app and its sidecar share the network that carries the id of the app', (t) => {
  for (const name of appNames) {
    const [app, sidecar] = [serviceOf(name), serviceOf(`${name}-daprd`)];
    t.is(app.network_mode, `service:${name}-pod`);
    t.is(sidecar.network_mode, app.network_mode);
    t.deepEqual(serviceOf(`${name}-pod`).networks, { default: { aliases: [name] } });
    const flags = sidecar.command ?? [];
    t.is(flags[flags.indexOf('--app-id') + 1], name);
    t.true(flags.includes('--enable-mtls'));
  }
});

test('a database is there before it is migrated, and migrated before its app starts', (t) => {
  for (const { name, uses } of apps) {
    const migration = services[`${name}-migrate`];
    t.is(migration !== undefined, uses.includes('database'), name);
    if (migration === undefined) continue;
    const done = { condition: 'service_completed_successfully' };
    t.like(migration.depends_on, { databases: done });
    t.like(serviceOf(name).depends_on, { [`${name}-migrate`]: done });
    t.deepEqual(migration.command, ['migrate']);
  }
  t.like(serviceOf('databases').depends_on, { postgres: { condition: 'service_healthy' } });
});

test('a service waits only for what can happen', (t) => {
  for (const [name, { depends_on = {} }] of all) {
    for (const [other, { condition }] of Object.entries(depends_on)) {
      const found = services[other];
      if (found === undefined) {
        t.fail(`${name} waits for ${other}, which is no service`);
        continue;
      }
      if (condition === 'service_healthy') t.truthy(found.healthcheck, `${name} on ${other}`);
      t.is(
        condition === 'service_completed_successfully',
        found.restart === 'no',
        `${name}: ${other}`,
      );
    }
  }
});

test('every setting without a default has a value, and an app gets only its own secrets', (t) => {
  for (const app of apps) {
    const environment = serviceOf(app.name).environment ?? {};
    for (const { name, byDefault } of Object.values(app.settings)) {
      if (byDefault === undefined) t.truthy(environment[name], `${app.name}: ${name}`);
    }
    const random = Object.values(app.settings).filter(({ secret }) => secret === 'random');
    for (const { name } of random) {
      const holders = all.filter(([, service]) => name in (service.environment ?? {}));
      t.deepEqual(
        holders.map(([holder]) => holder),
        [app.name],
        name,
      );
    }
  }
});

test('a setting that compose does not know is an error that says where to add it', (t) => {
  const [app] = apps;
  const settings = { unknown: text('GIFT_CARD_ISSUER', { what: 'who issues gift cards' }) };
  t.throws(() => appEnvironment({ ...(app as (typeof apps)[number]), settings }), {
    message: /no value for GIFT_CARD_ISSUER in compose: add it to scripts.*app-services\.ts/,
  });
});

test('what we build runs without root, and writes only /tmp and its volumes', (t) => {
  // Their images begin as root, prepare their volumes and become another user.
  const theirs = new Set(['postgres', 'redis', 'kafka']);
  for (const [name, service] of all.filter(([one]) => !theirs.has(one))) {
    t.like(service, LOCKED, name);
    t.is(service.user === '0:0', name === 'volumes', name);
    t.truthy(service.mem_limit, name);
  }
  t.like(serviceOf('volumes'), { cap_add: ['CHOWN'], restart: 'no' });
});

test('without a profile only the gateway has a port on the machine; all are on its loopback address', (t) => {
  const always = all.filter(([, { profiles }]) => profiles === undefined);
  for (const [name, { ports = [] }] of all) {
    t.true(
      ports.every((port) => port.startsWith('127.0.0.1:')),
      name,
    );
  }
  const open = always.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
  t.deepEqual(open, ['gateway-pod 127.0.0.1:${GATEWAY_PORT:-8080}:3000']);
});

test('each sidecar has a configuration, which lets only the listed callers in', (t) => {
  const files = new Map(composeFiles(apps));
  for (const { name } of apps) {
    const configuration = files.get(`deploy/compose/dapr/${name}.yaml`) ?? '';
    t.regex(configuration, /accessControl:\s+defaultAction: deny/, name);
    t.regex(configuration, /mtls:\s+enabled: true/, name);
    t.true(
      serviceOf(`${name}-daprd`).volumes?.includes(`./dapr/${name}.yaml:/configuration.yaml:ro`),
    );
  }
});

test('the profile observe reads every app and every sidecar, and shows every dashboard', (t) => {
  const files = new Map(composeFiles(apps));
  const read = files.get('deploy/compose/observe/prometheus.yaml') ?? '';
  for (const { name, settings } of apps) {
    t.true(read.includes(`- ${name}:9464`) && read.includes(`- ${name}:9090`), name);
    t.is(serviceOf(name).environment?.['METRICS_PORT'], '9464');
    const exports = 'OTEL_EXPORTER_OTLP_ENDPOINT';
    t.is(serviceOf(`${name}-daprd`).environment?.[exports], '${OTLP_ENDPOINT:-}');
    if (Object.values(settings).some((one) => one.name === exports)) {
      t.is(serviceOf(name).environment?.[exports], '${OTLP_ENDPOINT:-}');
    }
  }
  const observe = all.filter(([, { profiles = [] }]) => profiles.includes('observe'));
  t.deepEqual(observe.map(([name]) => name).sort(), [
    ...['grafana', 'jaeger', 'otel-collector', 'prometheus'],
  ]);
  t.true(
    serviceOf('grafana').volumes?.includes('../../charts/commerce/files/dashboards:/dashboards:ro'),
  );
});

test('the profile kafka is a broker that every sidecar of a topic can sign in to', (t) => {
  const kafka = serviceOf('kafka');
  t.deepEqual(kafka.profiles, ['kafka']);
  const jaas = kafka.environment?.['KAFKA_LISTENER_NAME_CLIENTS_PLAIN_SASL_JAAS_CONFIG'] ?? '';
  t.true(jaas.includes('password="${KAFKA_PASSWORD:?run npm run compose first}"'));
  t.is(
    kafka.environment?.['KAFKA_ADVERTISED_LISTENERS'],
    'CLIENTS://kafka:9092,CONTROLLER://kafka:9093',
  );
  const sidecar = serviceOf('order-daprd');
  t.is(sidecar.environment?.['KAFKA_BROKERS'], 'kafka:9092');
  t.true(sidecar.volumes?.includes('../../components/${COMPONENTS:-local}:/components:ro'));
});
