import type { Route } from '../http/routes.ts';
import type { OpenApiDocument } from './document.ts';

/** GET /openapi.json: the OpenAPI document of the app. */
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
