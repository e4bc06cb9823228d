import type { Context } from 'koa';
import type { TSchema } from 'typebox';
import { notFound, Problem } from '../server/index.ts';
import type { Operation } from '../openapi/index.ts';
import type { Refusal } from '../streams/index.ts';
import { type AppRoute, type RequestOf, route } from './route.ts';

/** The parameters of a path, as text: `{ id: string }` for `/things/:id`. */
export type PathParams<Path extends string> = Path extends `${infer Head}/${infer Rest}`
  ? PathParams<Head> & PathParams<Rest>
  : Path extends `:${infer Name}`
    ? Record<Name, string>
    : Record<never, never>;

/**
 * A public route in one expression: `endpoint('POST /things/:id', { body: Thing }, handle)`. It
 * answers what `handle` returns, as JSON: a refused decision with 409 and its code, nothing with 404
 * to a GET and else with 202. Query and body are validated by their schemas. It has no description
 * and no access rule: use route() with an operation for a documented API. It also answers callers
 * other than the sidecar of the app.
 */
export function endpoint<D, Path extends string, S extends { query?: TSchema; body?: TSchema }>(
  request: `${Operation['method']} ${Path}`,
  schemas: S,
  handle: (
    deps: D,
    request: RequestOf<S> & { params: PathParams<Path> },
    ctx: Context,
  ) => Promise<unknown>,
): AppRoute<D> {
  const [method, path = ''] = request.split(' ') as [Operation['method'], string];
  const operation: Operation = {
    operationId: request,
    method,
    path,
    summary: request,
    access: 'public',
    ...(schemas as Pick<Operation, 'query' | 'body'>),
    answers: { 200: { what: 'what the endpoint returns' } },
    problems: [],
  };
  const answer = async (deps: D, given: RequestOf<Operation>, ctx: Context): Promise<void> => {
    const result = await handle(deps, given as never, ctx);
    if (isRefusal(result)) {
      throw new Problem(result.code, { status: 409, title: 'Refused' }, result.detail);
    }
    if (result !== undefined) ctx.body = result;
    else if (method === 'GET') throw notFound(ctx);
    else Object.assign(ctx, { body: '', status: 202 });
  };
  return route<D, Operation>(operation, answer, { withoutAppToken: true });
}

function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'code' in result && 'detail' in result;
}
