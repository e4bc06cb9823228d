import type { TSchema } from 'typebox';
import type { ProblemTable } from '../server/index.ts';
import { type Answer, type Example, type Operation, templateOf } from './operation.ts';
import { schemaRenderer, type JsonSchema, type RenderSchema } from './schemas.ts';

/** The problems that every operation can answer with. */
const ALWAYS = ['invalid-request', 'internal-error', 'unavailable', 'overloaded'];
/** Problems of the edge app, before it finds the operation. */
const AT_THE_EDGE = ['uri-too-long', 'too-many-headers', 'rate-limited'];
const WITH_BODY = ['malformed-json', 'body-too-large', 'unsupported-media-type'];
const WITH_CALLER = ['invalid-token', 'forbidden'];

/** An OpenAPI document: the parts that this repository reads. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes?: object };
  servers: { url: string }[];
  tags: { name: string }[];
}

export interface OpenApiOperation {
  operationId: string;
  parameters?: OpenApiParameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
  [key: string]: unknown;
}

export interface OpenApiParameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonSchema;
  [key: string]: unknown;
}

export interface DocumentInput {
  title: string;
  version: string;
  description: string;
  /** Operations by tag, such as the name of their app. */
  operations: Readonly<Record<string, readonly Operation[]>>;
  /** Named schemas; operations refer to them with `$ref`. */
  schemas: Readonly<Record<string, TSchema>>;
  problems: ProblemTable;
}

/**
 * The OpenAPI 3.1 document of the operations. Throws for an unknown problem code and for a path
 * parameter without a schema.
 */
export function openApiDocument(input: DocumentInput): OpenApiDocument {
  const render = schemaRenderer(input.schemas);
  const paths: OpenApiDocument['paths'] = {};
  for (const [tag, operations] of Object.entries(input.operations)) {
    for (const operation of operations) {
      const path = (paths[templateOf(operation.path)] ??= {});
      path[operation.method.toLowerCase()] = describeOperation(operation, {
        tag,
        render,
        problems: input.problems,
      });
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: input.title, version: input.version, description: input.description },
    servers: [{ url: '/' }],
    tags: Object.keys(input.operations).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
      schemas: { Problem: problemSchema, ...render.named() },
    },
  };
}

interface DocumentContext {
  tag: string;
  render: RenderSchema;
  problems: ProblemTable;
}

function describeOperation(operation: Operation, context: DocumentContext): OpenApiOperation {
  const { operationId, summary, notes = [], access, example } = operation;
  const parameters = parametersOf(operation, context.render);
  return {
    operationId,
    tags: [context.tag],
    summary,
    ...(notes.length === 0 ? {} : { description: notes.map(asListItem).join('\n') }),
    ...accessOf(access),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...bodyOf(operation, context.render, example),
    responses: {
      ...answersOf(operation, context.render),
      ...problemAnswersOf(operation, context),
    },
  };
}

// A link into the repository is broken for readers of the document elsewhere.
function asListItem(note: string): string {
  return `- ${note.replaceAll(/\[([^\]]*)\]\((?!https?:)[^)]*\)/g, '$1')}`;
}

function accessOf(access: Operation['access']): object {
  if (access === undefined) return {};
  if (access === 'public') return { security: [], 'x-access': 'public' };
  const { guests, roles, scopes } = access;
  return {
    security: guests === true ? [{}, { bearer: [] }] : [{ bearer: [] }],
    ...(guests === undefined ? {} : { 'x-guests': guests }),
    ...(roles === undefined ? {} : { 'x-roles': roles }),
    ...(scopes === undefined ? {} : { 'x-scopes': scopes }),
  };
}

function parametersOf(operation: Operation, render: RenderSchema): OpenApiParameter[] {
  const { params, query, headers = {}, path, example } = operation;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const inPath = names.map((name): OpenApiParameter => {
    const schema = params?.properties[name];
    if (schema === undefined) throw new Error(`${operation.operationId} says nothing of ${name}`);
    return parameter(name, 'path', true, render(schema), example?.params?.[name]);
  });
  const required = new Set(query?.required as readonly string[] | undefined);
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) =>
    parameter(name, 'query', required.has(name), render(schema), example?.query?.[name]),
  );
  const inHeaders = Object.entries(headers).map(([name, header]) => ({
    ...parameter(name, 'header', header.required === true, render(header.schema), undefined),
    description: header.what,
  }));
  return [...inPath, ...inQuery, ...inHeaders];
}

function parameter(
  name: string,
  place: OpenApiParameter['in'],
  required: boolean,
  schema: JsonSchema,
  example: string | undefined,
): OpenApiParameter {
  return { name, in: place, required, schema, ...(example === undefined ? {} : { example }) };
}

function bodyOf(operation: Operation, render: RenderSchema, example: Example | undefined): object {
  if (operation.body === undefined) return {};
  const type = operation.form === true ? 'application/x-www-form-urlencoded' : 'application/json';
  const media = {
    schema: render(operation.body),
    ...(example?.body === undefined ? {} : { example: example.body }),
  };
  return {
    requestBody: { required: operation.bodyOptional !== true, content: { [type]: media } },
  };
}

function answersOf(operation: Operation, render: RenderSchema): Record<string, object> {
  return Object.fromEntries(
    Object.entries(operation.answers).map(([status, answer]) => [
      status,
      {
        description: answer.what,
        ...headersOf(answer),
        ...contentOf(answer, render),
      },
    ]),
  );
}

function headersOf({ headers = [] }: Answer): object {
  if (headers.length === 0) return {};
  return {
    headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])),
  };
}

function contentOf({ schema, type }: Answer, render: RenderSchema): object {
  if (schema === undefined && type === undefined) return {};
  const media = schema === undefined ? {} : { schema: render(schema) };
  return { content: { [type ?? 'application/json']: media } };
}

/** The codes of all problems that an operation can answer with. */
export function problemCodesOf({ body, access, internal, problems }: Operation): string[] {
  return [
    ...new Set([
      ...problems,
      ...ALWAYS,
      ...(internal === true ? [] : AT_THE_EDGE),
      ...(body === undefined ? [] : WITH_BODY),
      ...(access === undefined || access === 'public' ? [] : WITH_CALLER),
    ]),
  ];
}

function problemAnswersOf(
  operation: Operation,
  { problems: table, render }: DocumentContext,
): Record<string, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of problemCodesOf(operation)) {
    const row = table[code];
    if (row === undefined) throw new Error(`${operation.operationId}: there is no problem ${code}`);
    byStatus.set(row.status, [...(byStatus.get(row.status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const types = codes.map((code) => `/problems/${code}`);
      // An operation can define its own answer for the status of a problem: OAuth errors.
      const own = operation.answers[status];
      const problem = {
        'application/problem+json': {
          schema: {
            allOf: [{ $ref: '#/components/schemas/Problem' }],
            properties: { type: { enum: types } },
          },
        },
      };
      const titles = { description: codes.map((code) => table[code]?.title).join('; ') };
      if (own === undefined) return [String(status), { ...titles, content: problem }];
      const { content } = contentOf(own, render) as { content?: object };
      return [String(status), { description: own.what, content: { ...content, ...problem } }];
    }),
  );
}

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457 problem details; `type` is stable.',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    correlationId: { type: 'string', description: 'The id of the request in the logs.' },
    errors: {
      type: 'array',
      description: 'What is wrong, by JSON pointer into the request.',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};
