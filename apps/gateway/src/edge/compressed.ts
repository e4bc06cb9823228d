import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Route } from '@commerce/runtime/http';
import type { Context, Middleware, Next } from 'koa';

/** Below this an answer is one packet anyway, bytes. */
const MIN_BYTES = 1_024;
/** Above it Brotli costs several times as much for a few percent. */
const BROTLI_QUALITY = 4;
const COMPRESSIBLE = /json|^text\/|javascript/;

type Encoding = 'br' | 'gzip';

const pack: Record<Encoding, (body: string | Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  gzip: (body) => promisify(gzip)(body),
};

/** Files that are served from memory are packed once. */
const packedFiles: Record<Encoding, WeakMap<Buffer, Promise<Buffer>>> = {
  br: new WeakMap(),
  gzip: new WeakMap(),
};

/**
 * The routes with their answers compressed, from 1 KiB on, for clients that take it. Not for answers
 * with secrets (BREACH), and not for those that stay open: a piece would wait for the next one.
 */
export function compressed(routes: Route[]): Route[] {
  return routes.map((route) => ({ ...route, middleware: [compress, ...(route.middleware ?? [])] }));
}

/** Compresses an answer from 1 KiB on, for clients that accept it. */
export const compress: Middleware = async (ctx: Context, next: Next) => {
  await next();
  ctx.vary('Accept-Encoding');
  const { body } = ctx;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return;
  if (ctx.method === 'HEAD' || Buffer.byteLength(body) < MIN_BYTES) return;
  if (!COMPRESSIBLE.test(ctx.type)) return;
  // Browsers name gzip first out of habit; what is smaller is better for them too.
  const encoding = (['br', 'gzip'] as const).find((one) => ctx.acceptsEncodings(one) === one);
  if (encoding === undefined) return;
  ctx.body = await packed(body, encoding);
  ctx.set('content-encoding', encoding);
  // Koa answers undefined for what was not set, and says that it is a text.
  const tag: string | undefined = ctx.response.get('etag');
  if (tag) ctx.set('etag', tagOfEncoding(tag, encoding));
};

function packed(body: string | Buffer, encoding: Encoding): Promise<Buffer> {
  if (typeof body === 'string') return pack[encoding](body);
  const known = packedFiles[encoding].get(body);
  if (known !== undefined) return known;
  const made = pack[encoding](body);
  packedFiles[encoding].set(body, made);
  return made;
}

// The same version packed is other bytes, so it has another strong tag (RFC 9110, 8.8.3.3).
function tagOfEncoding(tag: string, encoding: Encoding): string {
  return tag.replace(/"$/, `;${encoding}"`);
}

/** The tags that the app gave, of those that its clients were given. */
export function tagsOfApp(tags: string): string {
  return tags.replaceAll(/;(?:br|gzip)"/g, '"');
}
