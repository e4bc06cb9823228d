import type { Route } from '../http/index.ts';
import type { OpenApiDocument } from './document.ts';

/** GET /openapi.json: the description of what the app does. */
export function openApiRoute(document: OpenApiDocument): Route {
  const text = JSON.stringify(document);
  return {
    method: 'GET',
    path: '/openapi.json',
    async handle(ctx) {
      ctx.type = 'application/json';
      ctx.set('cache-control', 'no-cache');
      ctx.body = text;
    },
  };
}
