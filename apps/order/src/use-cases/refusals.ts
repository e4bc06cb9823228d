import { problem, problems, type ProblemCode } from '@commerce/contracts/problems';
import type { OrderAnswer, OrderRefusal } from '@commerce/contracts/order/order-actor';
import type { OrderResource, PlaceOrder } from '@commerce/contracts/order/order-api';
import {
  httpProblem,
  httpProblems,
  type HttpProblemCode,
  type Problem,
} from '@commerce/runtime/http';
import type { PricingFault } from '../domain/order-lines.ts';

/**
 * The order after a command; throws the problem of a refused one, which points at those of the
 * command's lines that were too much.
 */
export function orderOrRefusal(answer: OrderAnswer, lines: { sku: string }[] = []): OrderResource {
  if (!answer.ok) throw refusal(answer, lines);
  return answer.order;
}

/** The problem that tells a client why a command was refused. */
export function refusal(
  { code, detail, about }: OrderRefusal,
  lines: { sku: string }[] = [],
): Problem {
  const errors = lines.flatMap(({ sku }, index) =>
    sku === about ? [{ pointer: `/lines/${index}/quantity`, detail }] : [],
  );
  const members = errors.length > 0 ? { errors } : {};
  if (Object.hasOwn(problems, code)) return problem(code as ProblemCode, detail, members);
  if (Object.hasOwn(httpProblems, code)) return httpProblem(code as HttpProblemCode, detail);
  return httpProblem('internal-error', detail);
}

const faultDetails: Record<PricingFault['code'], string> = {
  'duplicate-line': 'stands on an earlier line already',
  'unknown-sku': 'is not sold here',
  'currency-mismatch': 'is priced in another currency',
  'amount-too-large': 'The total is larger than any order may be.',
};

/** The problem that names the lines which cannot be priced. */
export function pricingProblem(
  { code, indexes }: PricingFault,
  lines: PlaceOrder['lines'],
): Problem {
  const detail = faultDetails[code];
  const errors = indexes.map((index) => ({ pointer: `/lines/${index}/sku`, detail }));
  const first = lines[indexes[0] ?? -1];
  return problem(code, first === undefined ? detail : `${first.sku} ${detail}.`, { errors });
}
