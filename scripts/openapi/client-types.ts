import type { JsonSchema, OpenApiDocument, OpenApiOperation } from '@commerce/runtime/openapi';

const SCHEMA = '#/components/schemas/';
/** The client keeps no answers: it never asks whether one is still the same. */
const OF_CACHES = new Set(['If-None-Match']);
const NOT_MODIFIED = 304;
const HEAD = `// Generated from the OpenAPI document by \`npm run docs:generate\`; not to be edited.
/* oxlint-disable max-lines */
`;

/** The types of a document's schemas and operations, as TypeScript. */
export function clientTypes({ paths, components }: OpenApiDocument): string {
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};\n`,
  );
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const types = operations.map(({ operation }) => operationType(operation));
  const places = operations.map(
    ({ path, method, operation }) =>
      `${operation.operationId}: { method: '${method.toUpperCase()}', path: '${path}'${formOf(operation)} },`,
  );
  return [
    HEAD,
    ...schemas,
    '/** What each operation takes and answers, by its id. */',
    `export interface Operations {\n${types.join('\n')}\n}\n`,
    '/** Where each operation is. */',
    `export const operations = {\n${places.join('\n')}\n} as const;\n`,
  ].join('\n');
}

function formOf({ requestBody }: OpenApiOperation): string {
  const types = Object.keys(requestBody?.content ?? {});
  return types.includes('application/x-www-form-urlencoded') ? ', form: true' : '';
}

function operationType(operation: OpenApiOperation): string {
  const { operationId, parameters = [], requestBody, responses } = operation;
  const group = (place: string, key: string) => {
    const own = parameters.filter((one) => one.in === place && !OF_CACHES.has(one.name));
    if (own.length === 0) return '';
    const fields = own.map(
      ({ name, required, schema }) => `'${name}'${required ? '' : '?'}: ${typeOf(schema)};`,
    );
    return `${key}${own.some(({ required }) => required) ? '' : '?'}: { ${fields.join(' ')} };`;
  };
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const answers = Object.entries(responses).flatMap(([status, { content = {} }]) => {
    const schema = content['application/json']?.schema;
    if (Number(status) === NOT_MODIFIED) return [];
    if (schema === undefined && (content['application/problem+json'] || Number(status) >= 400)) {
      return [];
    }
    return [`${status}: ${schema === undefined ? unread(content) : typeOf(schema)};`];
  });
  return `${operationId}: {
    request: { ${[
      group('path', 'params'),
      group('query', 'query'),
      group('header', 'headers'),
      body === undefined ? '' : `body${requestBody?.required ? '' : '?'}: ${typeOf(body)};`,
    ].join(' ')} };
    answers: { ${answers.join(' ')} };
    problems: ${problemsOf(responses)};
  };`;
}

function unread(content: object): string {
  return Object.keys(content).length === 0 ? 'undefined' : 'string';
}

function problemsOf(responses: OpenApiOperation['responses']): string {
  const codes = Object.values(responses).flatMap(({ content }) => {
    const type = content?.['application/problem+json']?.schema?.properties?.['type'];
    return (type?.enum ?? []).map((one) => `'${String(one).replace('/problems/', '')}'`);
  });
  return codes.length === 0 ? 'never' : codes.sort().join(' | ');
}

/** The TypeScript type of a schema. Throws Error for one that has no type here. */
export function typeOf(schema: JsonSchema): string {
  const { $ref, anyOf, allOf, items, properties, patternProperties } = schema;
  if ($ref !== undefined) return $ref.slice(SCHEMA.length);
  if (anyOf !== undefined) return `(${[...new Set(anyOf.map(typeOf))].join(' | ')})`;
  if (allOf !== undefined) return `(${allOf.map(typeOf).join(' & ')})`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) {
    return `(${schema.enum.map((one) => JSON.stringify(one)).join(' | ')})`;
  }
  if (items !== undefined) return `${typeOf(items)}[]`;
  if (properties !== undefined) return objectType(properties, schema.required ?? []);
  if (patternProperties !== undefined) {
    return `Record<string, ${Object.values(patternProperties).map(typeOf).join(' | ')}>`;
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'object':
      return 'Record<string, unknown>';
    case undefined:
      return 'unknown';
    default:
      throw new Error(`a schema has no type here: ${JSON.stringify(schema)}`);
  }
}

function objectType(properties: Record<string, JsonSchema>, required: string[]): string {
  if (Object.keys(properties).length === 0) return 'Record<string, unknown>';
  const fields = Object.entries(properties).map(
    ([name, field]) => `'${name}'${required.includes(name) ? '' : '?'}: ${typeOf(field)};`,
  );
  return `{ ${fields.join(' ')} }`;
}
