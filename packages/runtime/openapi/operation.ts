import type { TObject, TSchema } from 'typebox';
import type { Route } from '../http/routes.ts';

/**
 * Who may use an operation: everyone (tokens are ignored), or the callers of an access rule.
 */
export type Access<Role extends string = string, Scope extends string = string> =
  'public' | AccessRule<Role, Scope>;

/** The callers that may use an operation. A token must be valid, even if none is required. */
export interface AccessRule<Role extends string = string, Scope extends string = string> {
  /** Guests, who send no token; the operation itself decides what a guest may do. */
  guests?: true;
  /** Users with one of these roles. */
  roles?: readonly Role[];
  /** Service clients with one of these scopes. */
  scopes?: readonly Scope[];
  /** Apps of the platform that call on their own behalf by service invocation, without a token. */
  apps?: readonly string[];
}

/** A request header of an operation, in addition to those of every request. */
export interface RequestHeader {
  what: string;
  schema: TSchema;
  required?: true;
}

/** The answer of an operation with one status. */
export interface Answer {
  what: string;
  schema?: TSchema;
  /** Content type; default is application/json if there is a schema. */
  type?: string;
  headers?: readonly string[];
}

/** A request that succeeds. Tests replace the ids in it. */
export interface Example {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** The status of the answer. */
  status: number;
}

/** The description of one HTTP operation: documents, access and validation follow from it. */
export interface Operation<
  Code extends string = string,
  Role extends string = string,
  Scope extends string = string,
> {
  /** Unique in the whole platform, camelCase. */
  operationId: string;
  method: Route['method'];
  /** As the app registers it, with `:name` parameters. */
  path: string;
  summary: string;
  /** Further sentences, in Markdown. */
  notes?: readonly string[];
  /** Only an internal operation can leave it out: no user and no service client calls it. */
  access?: Access<Role, Scope>;
  /** Only for other apps and commands; not in the public document. */
  internal?: true;
  /**
   * Recorded in the audit log before and after it runs for a member of staff, and when a user is
   * refused. It does not run while the log cannot be written.
   */
  audited?: true;
  /** Changes nothing, although its method is not GET: its question is too long for a query. */
  readsOnly?: true;
  params?: TObject;
  query?: TObject;
  headers?: Readonly<Record<string, RequestHeader>>;
  body?: TSchema;
  /** The body is optional. */
  bodyOptional?: true;
  /** The body is a form, not JSON. */
  form?: true;
  /** The answer is a stream that stays open. */
  streamed?: true;
  /**
   * Calls of another app's process that wait at the same time may travel together
   * (`sidecar.invokeBatched`). Only for internal operations.
   */
  batched?: true;
  answers: Readonly<Record<number, Answer>>;
  /** Problems in addition to those of every operation. */
  problems: readonly Code[];
  /** Every public operation has one. */
  example?: Example;
}

/** The path of an operation as OpenAPI writes it, `{name}` for `:name`. */
export function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}
