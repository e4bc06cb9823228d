import type { OpenApiDocument, OpenApiOperation } from 'dapr-actor-runtime/openapi';
import { ACCESS_MATRIX, readAccessMatrix, type MatrixRow } from '@commerce/testing/access-matrix';
import { readText } from '../tidy/repository-files.ts';

/** An unknown id of each kind. */
const NOTHING: Record<string, string> = {
  '/orders/{id}': `ord_${'0'.repeat(32)}`,
  '/accounts/{id}': `cus_${'0'.repeat(32)}`,
  subject: `cus_${'0'.repeat(32)}`,
  orderId: `ord_${'0'.repeat(32)}`,
  sku: 'NO-SUCH-PRODUCT',
};
const ELSE = 'none-of-that-name';
/** Matches no schema: a request that reaches body validation changes nothing. */
const NO_BODY = { 'no-field-of-that-name': true };
/** Names the subject, but has no valid signature. */
const OWN_REFUSALS = ['/problems/purpose-not-allowed', '/problems/webhook-not-genuine'];

const table = readAccessMatrix(readText(ACCESS_MATRIX));

/** An operation of a document with its row of the access matrix. */
export interface Tried {
  row: MatrixRow;
  method: string;
  path: string;
  described: OpenApiOperation;
}

/** All operations of a document. Throws an Error if one has no row. */
export function operationsOf({ paths }: OpenApiDocument): Tried[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, described]) => {
      const method = verb.toUpperCase();
      const [tag] = described['tags'] as string[];
      const row = table.find((one) => one.app === tag && one.operation === `${method} ${path}`);
      if (row === undefined) throw new Error(`${ACCESS_MATRIX} has no row for ${method} ${path}`);
      return { row, method, path, described };
    }),
  );
}

export interface TriedAnswer {
  status: number;
  challenge: string | null;
  /** The type of the problem, if it is one. */
  type: string | undefined;
  body: string;
}

/**
 * Calls an operation with unknown ids and a body that matches no schema, so that an allowed caller
 * changes nothing. `id` replaces the `{id}` of an order.
 */
export async function tryOperation(
  baseUrl: string,
  { method, path, described }: Tried,
  headers: Record<string, string>,
  id?: string,
): Promise<TriedAnswer> {
  const address = path
    .replace('/orders/{id}', `/orders/${id ?? NOTHING['/orders/{id}']}`)
    .replace('/accounts/{id}', `/accounts/${NOTHING['/accounts/{id}']}`)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => NOTHING[name] ?? ELSE);
  const type = Object.keys(described.requestBody?.content ?? {})[0];
  const body = type?.includes('json') === true ? JSON.stringify(NO_BODY) : 'no-field=1';
  const answer = await fetch(baseUrl + address, {
    method,
    redirect: 'manual',
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...headers },
    ...(type === undefined ? {} : { body }),
  });
  const answerType = answer.headers.get('content-type') ?? '';
  const isProblem = answerType.startsWith('application/problem+json');
  const text = await textOf(answer, answerType);
  return {
    status: answer.status,
    challenge: answer.headers.get('www-authenticate'),
    type: isProblem ? (JSON.parse(text) as { type: string }).type : undefined,
    body: text,
  };
}

async function textOf(answer: Response, type: string): Promise<string> {
  if (!type.startsWith('text/event-stream')) return answer.text();
  await answer.body?.cancel(); // stays open
  return '';
}

/** Whether a caller was denied access, rather than refused because of the request's content. */
export function isDenied({ status, type = '' }: TriedAnswer): boolean {
  return (status === 401 || status === 403) && !OWN_REFUSALS.includes(type);
}
