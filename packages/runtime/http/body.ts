import rawBody from 'raw-body';
import { type Static, type TSchema, Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Settings } from 'typebox/system';
import type { Context, Next } from 'koa';
import { httpProblem } from '../server/problems.ts';
import { faultsOf } from './schema-faults.ts';

/** Largest request body in bytes: 10,000 lines of about 60 bytes fit well. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** Most errors that one answer lists. */
const MAX_LISTED_ERRORS = 20;
/**
 * Most errors that the validator collects, of which those of the branches of unions are not listed: by
 * default it stops after eight, in the middle of a branch.
 */
const MAX_COLLECTED_ERRORS = 200;
Settings.Set({ maxErrors: MAX_COLLECTED_ERRORS });
const UTF8 = new TextDecoder();

/** A schema with its compiled check. */
export interface CompiledSchema<T extends TSchema> {
  schema: T;
  validator: Validator<Record<never, never>, T>;
}

/** Compiles a schema once, at load. */
export function compileSchema<T extends TSchema>(schema: T): CompiledSchema<T> {
  return { schema, validator: Compile(schema) as Validator<Record<never, never>, T> };
}

/** The body as text; '' without a body. Rejects with body-too-large, unsupported-media-type. */
export async function readText(ctx: Context): Promise<string> {
  const cached = ctx.state['bodyText'] as string | undefined;
  if (cached !== undefined) return cached;
  const text = UTF8.decode(await readBytes(ctx));
  ctx.state['bodyText'] = text;
  return text;
}

/** The raw bytes of the body, for checking a signature. Rejects like readText. */
export async function readBytes(ctx: Context): Promise<Buffer> {
  const bytes = await readRaw(ctx);
  // Only a non-empty body can have a wrong type: the sidecar adds a type to an empty one.
  if (bytes.length > 0 && ctx.is('json', '+json') === false) {
    throw httpProblem('unsupported-media-type', 'Send the body as application/json.');
  }
  return bytes;
}

/** The raw bytes of a form. Rejects like readText. */
export async function readFormBytes(ctx: Context): Promise<Buffer> {
  const bytes = await readRaw(ctx);
  if (bytes.length > 0 && ctx.is('urlencoded') === false) {
    const type = 'application/x-www-form-urlencoded';
    throw httpProblem('unsupported-media-type', `Send the body as ${type}.`);
  }
  return bytes;
}

/** A form, validated; its values are texts, one per field. Rejects with invalid-request. */
export async function readForm<T extends TSchema>(
  ctx: Context,
  of: CompiledSchema<T>,
): Promise<Static<T>> {
  const fields = [...new URLSearchParams(UTF8.decode(await readFormBytes(ctx)))];
  const form = Object.fromEntries(fields);
  if (Object.keys(form).length < fields.length) {
    throw httpProblem('invalid-request', 'The form has a field more than once.');
  }
  return validate(of, form);
}

async function readRaw(ctx: Context): Promise<Buffer> {
  // The stream can be read once; what has read it to refuse a body is not its last reader.
  const cached = ctx.state['bodyBytes'] as Buffer | undefined;
  if (cached !== undefined) return cached;
  const bytes = await receive(ctx);
  ctx.state['bodyBytes'] = bytes;
  return bytes;
}

async function receive(ctx: Context): Promise<Buffer> {
  // Encoded bodies are refused: a small one could expand beyond any limit.
  if (!/^(?:identity)?$/i.test(ctx.get('content-encoding'))) {
    throw httpProblem('unsupported-media-type', 'Send the body without a content encoding.');
  }
  try {
    return await rawBody(ctx.req, {
      length: ctx.request.length ?? null,
      limit: MAX_BODY_BYTES,
    });
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large') {
      ctx.set('connection', 'close');
      throw httpProblem('body-too-large', `The limit is ${MAX_BODY_BYTES} bytes.`);
    }
    throw httpProblem('malformed-json', 'The body ended before its announced length.');
  }
}

/** The JSON body, validated. Rejects with malformed-json or invalid-request. */
export async function readBody<T extends TSchema>(
  ctx: Context,
  of: CompiledSchema<T>,
): Promise<Static<T>> {
  const text = await readText(ctx);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw httpProblem('malformed-json', (error as Error).message);
  }
  return validate(of, value);
}

const noBody = compileSchema(Type.Object({}, { additionalProperties: false }));

/**
 * For a route without a body: refuses one that says anything, which would be ignored silently. The
 * empty object says nothing. Rejects like readBody.
 */
export async function refuseBody(ctx: Context, next: Next): Promise<unknown> {
  if ((await readText(ctx)) !== '') await readBody(ctx, noBody);
  return next();
}

/** The query, validated; its values are texts. Rejects with invalid-request. */
export function readQuery<T extends TSchema>(ctx: Context, of: CompiledSchema<T>): Static<T> {
  return validate(of, { ...ctx.query });
}

/**
 * The value, if it matches the schema; else throws invalid-request with a pointer to each error.
 */
export function validate<T extends TSchema>(of: CompiledSchema<T>, value: unknown): Static<T> {
  if (of.validator.Check(value)) return value as Static<T>;
  const errors = faultsOf(of.schema, of.validator.Errors(value)).slice(0, MAX_LISTED_ERRORS);
  const first = errors[0];
  throw httpProblem(
    'invalid-request',
    first === undefined ? 'The value has an unknown field.' : `${first.pointer} ${first.detail}`,
    { errors },
  );
}
