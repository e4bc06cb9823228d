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
export { clientCredentials, type ServiceClient } from './client-credentials.ts';
