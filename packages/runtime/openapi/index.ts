export {
  BatchedCalls,
  batchId,
  batchOf,
  batchPath,
  MAX_BATCH_CALLS,
  withBatches,
  type BatchedAnswer,
} from './batch.ts';
export {
  openApiDocument,
  problemCodesOf,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
} from './document.ts';
export {
  type Access,
  type AccessRule,
  type Example,
  type Operation,
  templateOf,
} from './operation.ts';
export { openApiRoute } from './route.ts';
export { type JsonSchema } from './schemas.ts';
