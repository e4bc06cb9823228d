export type * from './api.ts';
export {
  type AnswerOf,
  type Client,
  openClient,
  type OperationId,
  type ProblemsOf,
  requestOf,
  type RequestOf,
  type WireRequest,
} from './client.ts';
export { type Following, followOrder, StreamRefused } from './follow-order.ts';
export { clientCredentials, type ServiceClient } from './client-credentials.ts';
