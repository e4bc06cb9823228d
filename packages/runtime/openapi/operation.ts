import type { TObject, TSchema } from 'typebox';
import type { Route } from '../http/index.ts';

/**
 * Who may use an operation: everyone (a token is not looked at), or who has one of the roles or, a
 * program, one of the scopes.
 */
export type Access<Role extends string = string, Scope extends string = string> =
  'public' | Admission<Role, Scope>;

/** Who is let in. A token that is sent must be valid also where none is needed. */
export interface Admission<Role extends string = string, Scope extends string = string> {
  /** Also who sends no token; then the operation itself says what a guest may do. */
  guests?: true;
  /** Of a person. */
  roles?: readonly Role[];
  /** Of a service client. */
  scopes?: readonly Scope[];
  /** Apps of the platform that call by service invocation, each for itself and without a token. */
  apps?: readonly string[];
}

/** A header of a request, beside those that every request can have. */
export interface RequestHeader {
  what: string;
  schema: TSchema;
  required?: true;
}

/** What an operation answers with one status. */
export interface Answer {
  what: string;
  schema?: TSchema;
  /** Its content type; application/json where there is a schema. */
  type?: string;
  headers?: readonly string[];
}

/** A request that works. The ids in it are put in place of by whoever sends it. */
export interface Example {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** What it is answered with. */
  status: number;
}

/** All that is said of one HTTP operation, in one place. */
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
  /** Sentences in Markdown. */
  notes?: readonly string[];
  /** Absent only where no person and no service client ever comes: at internal operations. */
  access?: Access<Role, Scope>;
  /** For another app or a command only: it does not stand in the public document. */
  internal?: true;
  /**
   * Noted in the audit log when a person asks for it on behalf of the shop, before it runs and after,
   * and when a person is kept out. It does not run while that cannot be noted.
   */
  audited?: true;
  params?: TObject;
  query?: TObject;
  headers?: Readonly<Record<string, RequestHeader>>;
  body?: TSchema;
  /** The body can be left out. */
  bodyOptional?: true;
  /** Its body is a form, not JSON. */
  form?: true;
  /** Its answer stays open. */
  streamed?: true;
  answers: Readonly<Record<number, Answer>>;
  /** Refusals beside those that every operation can answer with. */
  problems: readonly Code[];
  /** Every public operation has one. */
  example?: Example;
}

/** The path of an operation as OpenAPI writes it, `{name}` for `:name`. */
export function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}
