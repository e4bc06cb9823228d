import type { Context, Middleware } from 'koa';
import type { Static, TObject, TSchema } from 'typebox';
import {
  compileSchema,
  type CompiledSchema,
  readBody,
  readForm,
  readQuery,
  readText,
  refuseBody,
  type Route,
  validate,
} from '../http/index.ts';
import type { Operation } from '../openapi/index.ts';

/** The parts of a request, typed by the schemas of its operation. */
export interface RequestOf<O> {
  params: O extends { params: infer T extends TSchema } ? Static<T> : Record<never, never>;
  query: O extends { query: infer T extends TSchema } ? Static<T> : Record<never, never>;
  body: O extends { body: infer T extends TSchema } ? Static<T> : undefined;
}

/** An operation with the function that answers it. */
export interface AppRoute<D> {
  operation: Operation;
  /** Runs after the caller is authorized and before the request is read, outermost first. */
  middleware?: (deps: D) => Middleware[];
  handle: (deps: D, ctx: Context, params: Record<string, string>) => Promise<void>;
  /** Also answers callers other than the app's sidecar. */
  withoutAppToken?: true;
}

interface RouteOptions<D> {
  middleware?: (deps: D) => Middleware[];
  /** The error for malformed path parameters; default invalid-request. */
  malformedPath?: (ctx: Context) => Error;
  /** Leaves the body unread: the handler reads the bytes itself, to verify their signature. */
  rawBody?: true;
  /** Also answers callers other than the app's sidecar: `handle` verifies their signature. */
  withoutAppToken?: true;
}

/**
 * The route of an operation: it validates params, query and body by the schemas of the operation,
 * then `handle` calls one use case and sets the answer. A request that does not match the schemas
 * is rejected with invalid-request (400) or another problem of readBody().
 */
export function route<D, O extends Operation>(
  operation: O,
  handle: (deps: D, request: RequestOf<O>, ctx: Context) => Promise<void>,
  options: RouteOptions<D> = {},
): AppRoute<D> {
  const { middleware, malformedPath, rawBody, withoutAppToken } = options;
  const readParams = paramsReader(operation.params, malformedPath);
  const query = compiled(operation.query);
  const readRequestBody = rawBody === true ? async () => undefined : bodyReader(operation);
  return {
    operation,
    ...(middleware && { middleware }),
    ...(withoutAppToken && { withoutAppToken }),
    async handle(deps, ctx, given) {
      const params = readParams(ctx, given);
      const request = {
        params,
        query: query === undefined ? {} : readQuery(ctx, query),
        body: await readRequestBody(ctx),
      } as RequestOf<O>;
      await handle(deps, request, ctx);
    },
  };
}

/** Binds the route of an operation to the dependencies of its app. */
export function bindRoute<D>({ operation, middleware, handle }: AppRoute<D>, deps: D): Route {
  const { method, path, query, body } = operation;
  return {
    method,
    path,
    hasQuery: query !== undefined,
    middleware: [...(middleware?.(deps) ?? []), ...(body === undefined ? [refuseBody] : [])],
    handle: (ctx, params) => handle(deps, ctx, params),
  };
}

function compiled<T extends TSchema>(schema: T | undefined): CompiledSchema<T> | undefined {
  return schema === undefined ? undefined : compileSchema(schema);
}

function paramsReader(
  schema: TObject | undefined,
  malformedPath: RouteOptions<never>['malformedPath'],
) {
  const params = compiled(schema);
  return (ctx: Context, given: Record<string, string>): unknown => {
    if (params === undefined) return given;
    if (malformedPath !== undefined && !params.validator.Check(given)) throw malformedPath(ctx);
    return validate(params, given);
  };
}

function bodyReader({ body, form, bodyOptional }: Operation) {
  const schema = compiled(body);
  return async (ctx: Context): Promise<unknown> => {
    if (schema === undefined) return undefined;
    if (form === true) return readForm(ctx, schema);
    if (bodyOptional === true && (await readText(ctx)) === '') return validate(schema, {});
    return readBody(ctx, schema);
  };
}
