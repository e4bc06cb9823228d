import { httpProblems } from '@commerce/runtime/http';
import { openApiDocument, type OpenApiDocument } from '@commerce/runtime/openapi';
import { catalogOperations, catalogSchemas } from './catalog/operations.ts';
import { identityOperations, identitySchemas } from './identity/operations.ts';
import { inventoryOperations, inventorySchemas } from './inventory/operations.ts';
import type { Operation } from './operation.ts';
import { orderOperations, orderSchemas } from './order/operations.ts';
import { paymentOperations, paymentSchemas } from './payment/operations.ts';
import { problems } from './problems.ts';
import { Money } from './money.ts';

/** The version of the API in the documents. */
const VERSION = '0.1.0';

/** The apps with an API, and every operation that each has. */
export const operationsByApp = {
  order: orderOperations,
  catalog: catalogOperations,
  inventory: inventoryOperations,
  payment: paymentOperations,
  identity: identityOperations,
} satisfies Record<string, readonly Operation[]>;

export type ApiApp = keyof typeof operationsByApp;

const apps = Object.keys(operationsByApp) as ApiApp[];
const ofTheDoor = { problems: { ...httpProblems, ...problems }, version: VERSION };

/** What stands in more than one document under the same name. */
const common = { Money };
const schemasByApp = {
  order: { ...common, ...orderSchemas },
  catalog: { ...common, ...catalogSchemas },
  inventory: inventorySchemas,
  payment: paymentSchemas,
  identity: identitySchemas,
};
const allSchemas = {
  ...common,
  ...orderSchemas,
  ...catalogSchemas,
  ...inventorySchemas,
  ...paymentSchemas,
  ...identitySchemas,
};

/** The name of a schema in the public document. */
export const schemaNames: ReadonlyMap<unknown, string> = new Map(
  Object.entries(allSchemas).map(([name, schema]) => [schema, name]),
);

/** The operations that can be reached from outside, with the app that each belongs to. */
export const publicOperations: readonly (Operation & { app: ApiApp })[] = apps.flatMap((app) =>
  operationsByApp[app]
    .filter(({ internal }) => internal !== true)
    .map((operation) => ({ ...operation, app })),
);

/** The OpenAPI document of an app: all its operations, also those that only other apps can call. */
export function documentOf(app: ApiApp): OpenApiDocument {
  return openApiDocument({
    ...ofTheDoor,
    title: `dapr-commerce: ${app}`,
    description: 'What this app answers; see the document of the gateway for the public part.',
    operations: { [app]: operationsByApp[app] },
    schemas: schemasByApp[app],
  });
}

/** The OpenAPI document of the public API, as the gateway serves it. */
export function publicDocument(): OpenApiDocument {
  return openApiDocument({
    ...ofTheDoor,
    title: 'dapr-commerce',
    description:
      'Bodies are JSON, at most 1 MiB. Money is a whole number of minor units (pence) with its ' +
      'currency; instants are ISO 8601 in UTC. Refusals are RFC 9457 problem details.',
    operations: Object.fromEntries(
      apps.map((app) => [app, publicOperations.filter((operation) => operation.app === app)]),
    ),
    schemas: allSchemas,
  });
}
