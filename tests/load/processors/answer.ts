import type { OrderResource } from '@commerce/contracts/order/order-api';
import { publicOperations } from '@commerce/platform/documents';
import { problemCodesOf } from 'dapr-actor-runtime/openapi';
import { Compile, type Validator } from 'typebox/compile';
import type { Answer } from '../../../scripts/load/journal-lines.ts';
import { loadRun, record } from './load-run.ts';
import { isRepeated } from './repeat.ts';
import type { Context, Known, Metrics, Request, Response } from './virtual-user.ts';

const PROBLEM = '/problems/';
/** Characters of an unexpected body in the journal. */
const SHOWN = 300;
const operations = new Map(publicOperations.map((one) => [one.operationId, one]));
const forms = new Map<unknown, Validator>();

type Next = (error?: Error) => void;

interface Judged {
  body: Record<string, unknown> | undefined;
  code?: string;
  fault: string;
  isAllowed: boolean;
}

/** What is wrong with an answer: its status, its body or its problem is not what the API promises. */
function judge({ load }: Request, { statusCode, headers, body: text }: Response): Judged {
  const operation = operations.get(load.call);
  const answer = operation?.answers[statusCode];
  const type = headers['content-type'] ?? '';
  const body =
    type.includes('json') && text !== ''
      ? (JSON.parse(text) as Record<string, unknown>)
      : undefined;
  if (answer !== undefined) {
    const { schema } = answer;
    if (schema === undefined || body === undefined) return { body, fault: '', isAllowed: true };
    const form = forms.get(schema) ?? Compile(schema);
    forms.set(schema, form);
    const fault = form.Check(body)
      ? ''
      : `not its schema: ${form.Errors(body)[0]?.instancePath ?? ''}`;
    return { body, fault, isAllowed: true };
  }
  const code = String(body?.['type'] ?? '').replace(PROBLEM, '');
  if (!type.startsWith('application/problem+json') || code === '') {
    return {
      body,
      fault: `${statusCode} is no answer of ${load.call}: ${text.slice(0, SHOWN)}`,
      isAllowed: false,
    };
  }
  const isPromised = operation !== undefined && problemCodesOf(operation).includes(code);
  if (!isPromised)
    return { body, code, fault: `${load.call} does not promise ${code}`, isAllowed: false };
  const isAllowed = [...(load.may ?? []), ...loadRun().may].includes(code);
  return { body, code, fault: isAllowed ? '' : `${code}: ${String(body?.['detail'])}`, isAllowed };
}

function isOrder(
  body: Record<string, unknown> | undefined,
): body is Record<string, unknown> & OrderResource {
  return String(body?.['id']).startsWith('ord_') && typeof body?.['version'] === 'number';
}

/** afterResponse, before the plugin `expect`: judges the answer, notes it, and learns from it. */
export function take(
  request: Request,
  response: Response,
  { vars }: Context,
  metrics: Metrics,
  next: Next,
): void {
  const now = Date.now();
  const ms = performance.now() - (request.sentAt ?? 0);
  const { body, code, ...judged } = judge(request, response);
  const isAgain = isRepeated(vars, code);
  const fault = isAgain ? '' : judged.fault;
  const line: Answer = {
    kind: 'answer',
    ...{ at: now - ms, ms, operation: request.load.call, status: response.statusCode },
    ...(code !== undefined && { code }),
    ...(fault !== '' && { fault }),
  };
  if (code === undefined && isOrder(body)) {
    Object.assign(line, { order: body.id, version: body.version, state: body.status });
    if (request.load.call === 'placeOrder') line.key = request.key ?? '';
  }
  record(line);
  vars.fault = fault;
  metrics.emit('counter', 'commerce.unexpected', fault === '' ? 0 : 1);
  if ([409, 425, 429, 503].includes(response.statusCode)) {
    metrics.emit('counter', `commerce.${response.statusCode}.${code ?? 'unknown'}`, 1);
  }
  if (isAgain) return next();
  if (code !== undefined || !judged.isAllowed) vars.isOver = true;
  else learn(vars, body, request.load.call, metrics);
  next();
}

function learn(
  vars: Known,
  body: Record<string, unknown> | undefined,
  operation: string,
  metrics: Metrics,
): void {
  if (isOrder(body)) {
    vars.order = body;
    const { shipments = [], returns = [] } = body.fulfilment ?? {};
    Object.assign(vars, {
      shipmentId: shipments.at(-1)?.shipmentId,
      returnId: returns.at(-1)?.returnId,
      refundId: body.refunds?.at(-1)?.refundId,
    });
    if (operation !== 'placeOrder') return;
    metrics.emit('counter', `commerce.orders.${body.status}`, 1);
    // Only a confirmed order can be shipped, edited or cancelled.
    const isWaiting = body.paymentStatus === 'requires-action';
    if (body.status !== 'confirmed' && !isWaiting) vars.isOver = true;
    return;
  }
  if (operation === 'listOrders') vars.cursor = (body?.['nextCursor'] as string | undefined) ?? '';
  if (typeof body?.['accessToken'] === 'string') {
    vars.accessToken = body['accessToken'];
    vars.refreshToken = String(body['refreshToken']);
  }
}

/** onError: a request has no answer. */
export function miss(
  error: Error & { code?: string },
  request: Request,
  _context: Context,
  metrics: Metrics,
  next: Next,
): void {
  const ms = performance.now() - (request.sentAt ?? performance.now());
  record({
    kind: 'answer',
    ...{ at: Date.now() - ms, ms, operation: request.load.call, status: 0 },
    code: error.code ?? error.message,
  });
  metrics.emit('counter', 'commerce.unanswered', 1);
  next();
}
