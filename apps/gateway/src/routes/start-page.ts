import type { Route } from 'dapr-actor-runtime/http';
import type { OpenApiDocument } from 'dapr-actor-runtime/openapi';

/** GET /: what answers here, and where it is described. Paths, because a proxy may have another host. */
export function startPage({
  info: { title, version },
  servers,
}: Pick<OpenApiDocument, 'info' | 'servers'>): Route {
  const page = {
    title,
    version,
    api: servers[0]?.url,
    documentation: '/docs',
    openapi: '/openapi.json',
  };
  return {
    method: 'GET',
    path: '/',
    async handle(ctx) {
      ctx.set('cache-control', 'no-cache');
      ctx.set('link', '</openapi.json>; rel="service-desc", </docs>; rel="service-doc"');
      ctx.body = page;
    },
  };
}
