import { appNames, type AppName } from '@commerce/contracts/apps';
import { contracts } from '@commerce/contracts/contracts';
import type { Operation } from '@commerce/contracts/operation';
import { problems } from '@commerce/contracts/problems';
import { httpProblems } from 'dapr-actor-runtime/server';
import { openApiDocument, type OpenApiDocument, withBatches } from 'dapr-actor-runtime/openapi';

/** The version of the API in the documents. */
const VERSION = '0.1.0';
const common = { problems: { ...httpProblems, ...problems }, version: VERSION };
const schemas = Object.assign({}, ...appNames.map((app) => contracts[app].schemas));

/** All operations of an app, including internal ones and those that take batches. */
export function operationsOf(app: AppName): readonly Operation[] {
  return withBatches<Operation>(Object.values(contracts[app].operations));
}

/** The apps that have operations. */
export const apiApps = appNames.filter((app) => operationsOf(app).length > 0);

/** The operations that clients can call through the gateway. */
export const publicOperations: readonly Operation[] = appNames
  .flatMap(operationsOf)
  .filter(({ internal }) => internal !== true);

/** The name of a schema in the public document. */
export const schemaNames: ReadonlyMap<unknown, string> = new Map(
  Object.entries(schemas).map(([name, schema]) => [schema, name]),
);

/** The OpenAPI document of an app, with all its operations, including internal ones. */
export function documentOf(app: AppName): OpenApiDocument {
  return openApiDocument({
    ...common,
    title: `dapr-commerce: ${app}`,
    description:
      'The API of one app. The document of the gateway has the public operations of all.',
    operations: { [app]: operationsOf(app) },
    schemas: contracts[app].schemas,
  });
}

/** The prefix of the version of the public API. Paths without it are those of this version (ADR 0051). */
export const API_PREFIX = '/v1';

/** The OpenAPI document of the public API, as the gateway serves it. */
export function publicDocument(): OpenApiDocument {
  const document = openApiDocument({
    ...common,
    title: 'dapr-commerce',
    description:
      'Bodies are JSON, at most 1 MiB. Money is a whole number of minor units (pence) with its ' +
      'currency; instants are ISO 8601 in UTC. Refusals are RFC 9457 problem details.',
    operations: Object.fromEntries(
      apiApps.map((app) => [app, publicOperations.filter((operation) => operation.app === app)]),
    ),
    schemas,
  });
  return { ...document, servers: [{ url: API_PREFIX }] };
}
