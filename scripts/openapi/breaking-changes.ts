import type {
  JsonSchema,
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
} from 'dapr-actor-runtime/openapi';

/** Deepest schema that is compared; no schema of the platform is half as deep. */
const MAX_DEPTH = 24;

/**
 * The changes between two documents that break a client of the older one, in stable wording, so
 * that a release can declare them. An old client sends and reads the same as before: requests must
 * still be accepted, and answers may only gain fields.
 */
export function breakingChanges(before: OpenApiDocument, after: OpenApiDocument): string[] {
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      if (now === undefined) return [`${name}: the operation was removed`];
      const found = operationChanges(old, now, { before, after });
      return found.map((change) => `${name}: ${change}`);
    }),
  );
}

interface Documents {
  before: OpenApiDocument;
  after: OpenApiDocument;
}

function operationChanges(
  old: OpenApiOperation,
  now: OpenApiOperation,
  documents: Documents,
): string[] {
  return [
    ...parameterChanges(old, now, documents),
    ...bodyChanges(old, now, documents),
    ...answerChanges(old, now, documents),
    ...accessChanges(old, now),
  ];
}

function parameterChanges(
  old: OpenApiOperation,
  now: OpenApiOperation,
  documents: Documents,
): string[] {
  const isSame = (a: OpenApiParameter) => (b: OpenApiParameter) =>
    a.name.toLowerCase() === b.name.toLowerCase() && a.in === b.in;
  const changed = (old.parameters ?? []).flatMap((one) => {
    const there = now.parameters?.find(isSame(one));
    const name = `${one.in} parameter ${one.name}`;
    if (there === undefined) return [`the ${name} was removed`];
    const required = there.required && !one.required ? [`the ${name} is now required`] : [];
    return [
      ...required,
      ...requestSchemaChanges(one.schema, there.schema, `the ${name}`, documents),
    ];
  });
  const added = (now.parameters ?? [])
    .filter((one) => one.required && old.parameters?.find(isSame(one)) === undefined)
    .map(({ name, in: place }) => `the required ${place} parameter ${name} is new`);
  return [...changed, ...added];
}

function bodyChanges(old: OpenApiOperation, now: OpenApiOperation, documents: Documents): string[] {
  if (old.requestBody === undefined) {
    return now.requestBody?.required === true ? ['a body is now required'] : [];
  }
  if (now.requestBody === undefined) return ['the body was removed'];
  const required =
    now.requestBody.required && !old.requestBody.required ? ['the body is now required'] : [];
  const changes = Object.entries(old.requestBody.content).flatMap(([type, { schema }]) => {
    const there = now.requestBody?.content[type]?.schema;
    if (there === undefined) return [`a body of ${type} is no longer accepted`];
    return requestSchemaChanges(schema, there, 'the body', documents);
  });
  return [...required, ...changes];
}

function answerChanges(
  old: OpenApiOperation,
  now: OpenApiOperation,
  documents: Documents,
): string[] {
  return Object.entries(old.responses).flatMap(([status, { content = {} }]) => {
    const there = now.responses[status];
    if (there === undefined) return [`the status ${status} was removed`];
    return Object.entries(content).flatMap(([type, { schema }]) => {
      const media = there.content?.[type];
      if (media === undefined) return [`${status} is no longer ${type}`];
      if (schema === undefined) return [];
      if (type === 'application/problem+json') return lostProblems(schema, media.schema, status);
      if (media.schema === undefined) return [`${status} no longer has a schema`];
      return answerSchemaChanges(schema, media.schema, `${status}`, documents);
    });
  });
}

function lostProblems(old: JsonSchema, now: JsonSchema | undefined, status: string): string[] {
  const types = (schema: JsonSchema | undefined) => schema?.properties?.['type']?.enum ?? [];
  return types(old)
    .filter((type) => !types(now).includes(type))
    .map((type) => `${status} is no longer ${String(type)}`);
}

function accessChanges(old: OpenApiOperation, now: OpenApiOperation): string[] {
  if (needsToken(now) && !needsToken(old)) return ['an access token is now required'];
  if (!takesToken(now) || !takesToken(old)) return [];
  return ['x-roles', 'x-scopes'].flatMap((key) => {
    const list = (operation: OpenApiOperation) => (operation[key] ?? []) as string[];
    const lost = list(old).filter((one) => !list(now).includes(one));
    return lost.map((one) => `${key} no longer has ${one}`);
  });
}

function takesToken({ security }: OpenApiOperation): boolean {
  return Array.isArray(security) && security.length > 0;
}

/** If one alternative in `security` is empty, callers without a token are allowed. */
function needsToken(operation: OpenApiOperation): boolean {
  const ways = operation['security'] as object[] | undefined;
  return takesToken(operation) && ways?.some((way) => Object.keys(way).length === 0) !== true;
}

/** What a request could contain before and cannot any more. */
function requestSchemaChanges(
  old: JsonSchema,
  now: JsonSchema,
  at: string,
  documents: Documents,
): string[] {
  return compare(old, now, { at, direction: 'request', depth: 0, ...documents });
}

/** What an answer no longer contains, or can now contain and could not before. */
function answerSchemaChanges(
  old: JsonSchema,
  now: JsonSchema,
  at: string,
  documents: Documents,
): string[] {
  return compare(old, now, { at, direction: 'answer', depth: 0, ...documents });
}

interface Place extends Documents {
  at: string;
  direction: 'request' | 'answer';
  depth: number;
}

function compare(oldSchema: JsonSchema, nowSchema: JsonSchema, place: Place): string[] {
  if (place.depth > MAX_DEPTH) throw new Error(`${place.at} is nested too deep to compare`);
  const old = resolve(oldSchema, place.before);
  const now = resolve(nowSchema, place.after);
  const inner = { ...place, depth: place.depth + 1 };
  if (old.anyOf !== undefined || now.anyOf !== undefined) return compareChoices(old, now, place);
  return [
    ...valueChanges(old, now, place),
    ...(old.items && now.items
      ? compare(old.items, now.items, { ...inner, at: `${place.at}[]` })
      : []),
    ...fieldChanges(old, now, inner),
  ];
}

function resolve(schema: JsonSchema, { components }: OpenApiDocument): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split('/').at(-1) ?? '';
  const found = components.schemas[name];
  if (found === undefined) throw new Error(`there is no schema ${name}`);
  return found;
}

function compareChoices(old: JsonSchema, now: JsonSchema, place: Place): string[] {
  const choices = (schema: JsonSchema) => schema.anyOf ?? [schema];
  // A request must still accept every old choice; an answer must not have a new choice.
  const [each, among] =
    place.direction === 'request' ? [choices(old), choices(now)] : [choices(now), choices(old)];
  const inner = { ...place, depth: place.depth + 1 };
  // A choice of the same name is the same choice, even if what is left of it would fit another one.
  const isNamed = ({ $ref }: JsonSchema) =>
    $ref !== undefined && among.some((other) => other.$ref === $ref);
  const fits = (one: JsonSchema, other: JsonSchema) =>
    (place.direction === 'request' ? compare(one, other, inner) : compare(other, one, inner))
      .length === 0;
  const changed = each.filter(isNamed).flatMap((one) => compare(one, one, inner));
  const isCovered = (one: JsonSchema) => isNamed(one) || among.some((other) => fits(one, other));
  return each.every(isCovered) ? changed : [...changed, `${place.at} has other choices`];
}

function valueChanges(old: JsonSchema, now: JsonSchema, { at, direction }: Place): string[] {
  const found: string[] = [];
  if (old.type !== now.type && !isWider(old, now, direction)) {
    found.push(`${at} is ${now.type ?? 'anything'} instead of ${old.type ?? 'anything'}`);
  }
  const values = (schema: JsonSchema) =>
    schema.const === undefined ? schema.enum : [schema.const];
  const [narrow, wide] =
    direction === 'request' ? [values(old), values(now)] : [values(now), values(old)];
  // A request must still accept every old value; an answer must not have a new value.
  if (wide !== undefined) {
    const beyond = narrow?.filter((one) => !wide.includes(one)) ?? ['anything'];
    const verb = direction === 'request' ? 'can no longer be' : 'can now be';
    found.push(...beyond.map((one) => `${at} ${verb} ${String(one)}`));
  }
  if (direction === 'request') found.push(...tighterBounds(old, now, at));
  return found;
}

function isWider(old: JsonSchema, now: JsonSchema, direction: Place['direction']): boolean {
  const [narrow, wide] = direction === 'request' ? [old, now] : [now, old];
  return wide.type === undefined || (wide.type === 'number' && narrow.type === 'integer');
}

const UPPER = ['maximum', 'maxLength', 'maxItems', 'maxProperties'];
const LOWER = ['minimum', 'minLength', 'minItems', 'minProperties'];

function tighterBounds(old: JsonSchema, now: JsonSchema, at: string): string[] {
  const bound = (schema: JsonSchema, key: string, none: number) =>
    typeof schema[key] === 'number' ? schema[key] : none;
  return [
    ...UPPER.filter((key) => bound(now, key, Infinity) < bound(old, key, Infinity)),
    ...LOWER.filter((key) => bound(now, key, -Infinity) > bound(old, key, -Infinity)),
    ...['pattern'].filter((key) => now[key] !== undefined && now[key] !== old[key]),
  ].map((key) => `${at} has ${key === 'pattern' ? 'another' : 'a stricter'} ${key}`);
}

function fieldChanges(old: JsonSchema, now: JsonSchema, place: Place): string[] {
  const { direction, at } = place;
  const required = (schema: JsonSchema) => new Set(schema.required);
  const kept = Object.entries(old.properties ?? {}).flatMap(([name, field]) => {
    const there = now.properties?.[name];
    const path = `${at}.${name}`;
    if (there === undefined) return [`${path} was removed`];
    const optional =
      direction === 'answer' && required(old).has(name) && !required(now).has(name)
        ? [`${path} can now be absent`]
        : [];
    return [...optional, ...compare(field, there, { ...place, at: path })];
  });
  const wanted = [...required(now)]
    .filter((name) => direction === 'request' && !required(old).has(name))
    .map((name) => `${at}.${name} is now required`);
  const closed =
    direction === 'request' &&
    now.additionalProperties === false &&
    old.additionalProperties !== false
      ? [`${at} no longer accepts other fields`]
      : [];
  return [...kept, ...wanted, ...closed];
}
