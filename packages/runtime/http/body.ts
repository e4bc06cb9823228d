import rawBody from 'raw-body';
import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { Context } from 'koa';
import { httpProblem } from './problems.ts';

/** Largest request body in bytes: 10,000 order lines of about 60 bytes fit well. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** Most faults that one answer lists. */
const MAX_LISTED_FAULTS = 20;
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

/** The body's text; '' when there is none. Rejects with body-too-large, unsupported-media-type. */
export async function readText(ctx: Context): Promise<string> {
  const cached = ctx.state['bodyText'] as string | undefined;
  if (cached !== undefined) return cached;
  const text = UTF8.decode(await readBytes(ctx));
  ctx.state['bodyText'] = text;
  return text;
}

/** The body as it stands on the wire, where a signature is over its bytes. Rejects as readText. */
export async function readBytes(ctx: Context): Promise<Buffer> {
  const bytes = await readRaw(ctx);
  // Only a body can have a wrong type: a sidecar gives an empty one a type of its own.
  if (bytes.length > 0 && ctx.is('json', '+json') === false) {
    throw httpProblem('unsupported-media-type', 'Send the body as application/json.');
  }
  return bytes;
}

/** The body of a form as it stands on the wire. Rejects as readText. */
export async function readFormBytes(ctx: Context): Promise<Buffer> {
  const bytes = await readRaw(ctx);
  if (bytes.length > 0 && ctx.is('urlencoded') === false) {
    const type = 'application/x-www-form-urlencoded';
    throw httpProblem('unsupported-media-type', `Send the body as ${type}.`);
  }
  return bytes;
}

/** A form of the given shape; its values are texts, each once. Rejects with invalid-request. */
export async function readForm<T extends TSchema>(
  ctx: Context,
  of: CompiledSchema<T>,
): Promise<Static<T>> {
  const fields = [...new URLSearchParams(UTF8.decode(await readFormBytes(ctx)))];
  const form = Object.fromEntries(fields);
  if (Object.keys(form).length < fields.length) {
    throw httpProblem('invalid-request', 'A field stands in the form more than once.');
  }
  return validate(of, form);
}

async function readRaw(ctx: Context): Promise<Buffer> {
  // A packed body could unpack to more than any limit, so nothing is unpacked.
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

/** The body as JSON of the given shape. Rejects with malformed-json or invalid-request. */
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

/** The query of the given shape; its values are texts. Rejects with invalid-request. */
export function readQuery<T extends TSchema>(ctx: Context, of: CompiledSchema<T>): Static<T> {
  return validate(of, { ...ctx.query });
}

/** The value, if it has the shape; else rejects with invalid-request and a pointer per fault. */
export function validate<T extends TSchema>(of: CompiledSchema<T>, value: unknown): Static<T> {
  if (of.validator.Check(value)) return value as Static<T>;
  const errors = of.validator
    .Errors(value)
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .flatMap(faultsOf)
    .slice(0, MAX_LISTED_FAULTS);
  const first = errors[0];
  throw httpProblem(
    'invalid-request',
    first === undefined ? 'The value has an unknown field.' : `${first.pointer} ${first.detail}`,
    { errors },
  );
}

interface SchemaError {
  keyword: string;
  instancePath: string;
  message: string;
  params: object;
}

function faultsOf({ keyword, instancePath, message, params }: SchemaError) {
  if (keyword === 'required') {
    const { requiredProperties } = params as { requiredProperties: string[] };
    return requiredProperties.map((name) => ({
      pointer: `${instancePath}/${name}`,
      detail: 'is missing',
    }));
  }
  const detail = keyword === 'boolean' ? 'is not a known field' : message;
  return [{ pointer: instancePath === '' ? '/' : instancePath, detail }];
}
