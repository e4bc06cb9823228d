import type { OrderResource, PlaceOrder } from '@commerce/contracts/order/order-api';
import { type ProblemCode, problems } from '@commerce/contracts/problems';
import { problem } from '@commerce/platform/problem';
import {
  httpProblem,
  type HttpProblemCode,
  httpProblems,
  type Problem,
} from 'dapr-actor-runtime/server';
import type { Refusal } from 'dapr-actor-runtime/streams';
import type { OrderAnswer } from '../actors/order-actor-type.ts';
import { orderNotFound as refuseUnknownOrder } from '../domain/order-decision.ts';
import type { PricingFault } from '../domain/order-lines.ts';
import type { RequestedUnits } from '../domain/unit-selection.ts';

/**
 * The order after a command. Throws the problem of a refused one, which points at the lines of the
 * command that asked for too many units.
 */
export function orderOrProblem(answer: OrderAnswer, lines: RequestedUnits[] = []): OrderResource {
  if (!answer.ok) throw problemOf(answer, lines);
  return answer.order;
}

/** The problem of a refused command. */
export function problemOf({ code, detail, about }: Refusal, lines: RequestedUnits[] = []): Problem {
  const errors = lines.flatMap((one, index) =>
    ('lineId' in one ? one.lineId : one.sku) === about
      ? [{ pointer: `/lines/${index}/quantity`, detail }]
      : [],
  );
  const members = errors.length > 0 ? { errors } : {};
  if (Object.hasOwn(problems, code)) return problem(code as ProblemCode, detail, members);
  if (Object.hasOwn(httpProblems, code)) return httpProblem(code as HttpProblemCode, detail);
  return httpProblem('internal-error', detail);
}

/** The problem of an order that does not exist, or not for this caller. */
export function orderNotFound(): Problem {
  return problemOf(refuseUnknownOrder());
}

const faultDetails: Record<PricingFault['code'], string> = {
  'duplicate-line': 'is already on an earlier line',
  'unknown-sku': 'is not sold here',
  'currency-mismatch': 'is priced in another currency',
  'too-many-units': 'is ordered in more units than can be held at once',
  'amount-too-large': 'The total is larger than any order may be.',
};

/** The problem that names the lines, in this member of the body, which cannot be priced. */
export function pricingProblem(
  { code, indexes }: PricingFault,
  lines: PlaceOrder['lines'],
  member = 'lines',
): Problem {
  const detail = faultDetails[code];
  const errors =
    code === 'amount-too-large'
      ? [{ pointer: `/${member}`, detail }]
      : indexes.map((index) => ({ pointer: `/${member}/${index}/sku`, detail }));
  const first = lines[indexes[0] ?? -1];
  return problem(code, first === undefined ? detail : `${first.sku} ${detail}.`, { errors });
}
