export type * from './api.ts';
export * from './client.ts';
export { clientCredentials, type ServiceClient } from './client-credentials.ts';
