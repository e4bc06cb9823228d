import type { Operation } from '@commerce/contracts/operation';
import { roles as allRoles } from '@commerce/contracts/identity/access';
import { schemaNames, publicOperations } from '@commerce/platform/documents';
import { problems } from '@commerce/contracts/problems';
import { httpProblems } from 'dapr-actor-runtime/server';
import { templateOf } from 'dapr-actor-runtime/openapi';
import type { TSchema } from 'typebox';
import { code, page, table } from './markdown.ts';
import { fieldTable } from './schema-fields.ts';

const oneOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const statusOf: Record<string, { status: number }> = { ...httpProblems, ...problems };

/** The page of the public HTTP API: the same operations and schemas as in the OpenAPI document. */
export function httpApiPage(): string {
  return page(
    'HTTP API',
    'The gateway serves it at `http://127.0.0.1:8080/v1` by default (`GATEWAY_PORT`), and without `/v1` as the current ' +
      'version: see [what may change in a version](../adr/0051-the-version-of-the-api-is-in-its-paths.md). Bodies are JSON, at ' +
      'most 1 MiB. Money is a whole number of minor units (pence) with its currency; instants are ' +
      'ISO 8601 in UTC. `x-correlation-id` (up to 100 of `A-Za-z0-9_.:-`) is passed on to calls, ' +
      'events and logs.',
    'The gateway serves this description as OpenAPI 3.1 at `/openapi.json` and as an interactive page ' +
      'at `/docs`; each app serves its own part at `/openapi.json`.',
    'Any operation can also answer `malformed-json`, `invalid-request`, `body-too-large`, ' +
      '`unsupported-media-type`, `method-not-allowed`, `internal-error` and `unavailable`: see ' +
      '[problems](problems.md).',
    ...publicOperations.flatMap((operation) => operationSection(operation.app, operation)),
    '## GET /healthz, GET /readyz',
    'On every app and the gateway. `/healthz`: 200 while the process is alive. `/readyz`: 200 while it can ' +
      'serve requests, else 503 with the dependency that is unavailable.',
    ...Object.entries(answerSchemas()).flatMap(([name, schema]) => [
      `## ${titleOf(name)}`,
      fieldTable(schema),
    ]),
  );
}

function operationSection(app: string, operation: Operation): string[] {
  const { method, path, summary, notes = [], query, body, answers, problems: refusals } = operation;
  const refusalList = refusals
    .map((refusal) => `${statusOf[refusal]?.status} ${code(refusal)}`)
    .join(', ');
  const answer = Object.values(answers)
    .map(({ schema }) => schemaNames.get(schema))
    .find((name) => name !== undefined);
  return [
    `## ${method} ${templateOf(path)}`,
    `${summary} App: ${app}.`,
    notes.map((note) => `- ${note}`).join('\n'),
    accessLine(operation),
    ...(query === undefined ? [] : ['Query:', fieldTable(query)]),
    ...(body === undefined || fieldsOf(body) === 0
      ? []
      : [operation.form === true ? 'Form:' : 'Body:', fieldTable(body)]),
    table(
      ['status', 'answer'],
      Object.entries(answers).map(([status, { what }]) => [status, what]),
    ),
    answer === undefined ? '' : `Answer: [${titleOf(answer)}](#${anchorOf(answer)}).`,
    refusalList === '' ? '' : `Refused with ${refusalList}.`,
  ].filter((block) => block !== '');
}

function accessLine({ access }: Operation): string {
  if (access === undefined) return '';
  if (access === 'public') return 'Access: public.';
  const { guests = false, roles = [], scopes = [] } = access;
  const wanted = [
    ...(roles.length === allRoles.length ? ['any role'] : named('role', roles)),
    ...named('scope', scopes),
  ];
  return `Access: ${guests ? 'guests, or ' : ''}an access token with ${wanted.join(', or ')}.`;
}

function named(kind: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${kind} ${oneOf.format(names.map(code))}`];
}

/** The named schemas of answers, in the order of the page. */
function answerSchemas(): Record<string, TSchema> {
  const schemas: Record<string, TSchema> = {};
  for (const { answers } of publicOperations) {
    for (const { schema } of Object.values(answers)) {
      const name = schemaNames.get(schema);
      if (name !== undefined && schema !== undefined) schemas[name] = schema;
    }
  }
  return schemas;
}

function fieldsOf(schema: TSchema): number {
  return Object.keys((schema as { properties?: object }).properties ?? {}).length;
}

function titleOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function anchorOf(name: string): string {
  return titleOf(name).toLowerCase().replaceAll(' ', '-');
}
