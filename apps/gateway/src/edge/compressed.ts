import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Route } from 'dapr-actor-runtime/http';
import type { Context, Middleware, Next } from 'koa';

/** Smallest compressed answer, bytes: a smaller one fits into one packet anyway. */
const MIN_BYTES = 1_024;
/** A higher quality costs several times the CPU for a few percent. */
const BROTLI_QUALITY = 4;
const COMPRESSIBLE = /json|^text\/|javascript/;

type Encoding = 'br' | 'gzip';

const compressors: Record<Encoding, (body: string | Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  gzip: (body) => promisify(gzip)(body),
};

/** Files that are served from memory are compressed once. */
const compressedFiles: Record<Encoding, WeakMap<Buffer, Promise<Buffer>>> = {
  br: new WeakMap(),
  gzip: new WeakMap(),
};

/**
 * The same routes with compressed answers. Not for answers with secrets (BREACH) and not for
 * streams, where a chunk would wait for the next one.
 */
export function compressed(routes: Route[]): Route[] {
  return routes.map((route) => ({ ...route, middleware: [compress, ...(route.middleware ?? [])] }));
}

/** Compresses an answer of 1 KiB or more, if the client accepts it. */
export const compress: Middleware = async (ctx: Context, next: Next) => {
  await next();
  ctx.vary('Accept-Encoding');
  const { body } = ctx;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return;
  if (ctx.method === 'HEAD' || Buffer.byteLength(body) < MIN_BYTES) return;
  if (!COMPRESSIBLE.test(ctx.type)) return;
  // Browsers list gzip first, but Brotli is smaller.
  const encoding = (['br', 'gzip'] as const).find((one) => ctx.acceptsEncodings(one) === one);
  if (encoding === undefined) return;
  ctx.body = await compressBody(body, encoding);
  ctx.set('content-encoding', encoding);
  // Koa returns undefined for a header that is not set, although its type is string.
  const tag: string | undefined = ctx.response.get('etag');
  if (tag) ctx.set('etag', tagOfEncoding(tag, encoding));
};

function compressBody(body: string | Buffer, encoding: Encoding): Promise<Buffer> {
  if (typeof body === 'string') return compressors[encoding](body);
  const known = compressedFiles[encoding].get(body);
  if (known !== undefined) return known;
  const made = compressors[encoding](body);
  compressedFiles[encoding].set(body, made);
  return made;
}

// A compressed answer has other bytes, so it needs another strong tag (RFC 9110, 8.8.3.3).
function tagOfEncoding(tag: string, encoding: Encoding): string {
  return tag.replace(/"$/, `;${encoding}"`);
}

/** Translates the tags of clients back to those of the app. */
export function tagsOfApp(tags: string): string {
  return tags.replaceAll(/;(?:br|gzip)"/g, '"');
}
