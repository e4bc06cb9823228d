import { type ApiApp, publicOperations as documented } from '@commerce/contracts/operations';
import type { Operation } from '@commerce/contracts/operation';
import type { Route } from '@commerce/runtime/http';

/** An operation of the public API and the app that owns it, under the same path there. */
export interface PublicOperation {
  operationId: string;
  method: Route['method'];
  path: string;
  app: ApiApp;
  /** Who may use it. */
  access?: NonNullable<Operation['access']>;
  /** Who is kept out of it is noted. */
  audited?: true;
  /** Headers that reach the app beside those that reach every app. */
  headers?: readonly string[];
  /** Its body is a form, as OAuth wants it, not JSON. */
  form?: true;
  /** Its answer stays open and is passed on as it comes. */
  streamed?: true;
}

/**
 * The public API, as the apps describe it in the contracts. What is not in this list cannot be reached
 * from outside. A path without parameters stands before one whose parameter would take its place.
 */
export const publicOperations: PublicOperation[] = documented
  .map(({ operationId, method, path, app, access, audited, headers, form, streamed }) => ({
    operationId,
    method,
    path,
    app,
    ...(access && { access }),
    ...(audited && { audited }),
    headers: namesOf(headers),
    ...(form && { form }),
    ...(streamed && { streamed }),
  }))
  .sort((a, b) => parametersOf(a.path) - parametersOf(b.path));

function namesOf(headers: Operation['headers'] = {}): string[] {
  return Object.keys(headers).map((name) => name.toLowerCase());
}

function parametersOf(path: string): number {
  return path.split('/:').length - 1;
}
