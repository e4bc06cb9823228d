import type { Context } from 'koa';

/** A name, and perhaps a value as a token or in quotes; parameters after a semicolon are skipped. */
const PREFERENCE =
  /(?:^|,)\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s;,"]*)))?(?:\s*;(?:"[^"]*"|[^,"])*)?/g;

/**
 * What a request prefers (`Prefer`, RFC 7240), by names in lower case; a preference without a value has
 * the empty one. Of a preference that is given twice the first counts.
 */
export function preferencesOf(ctx: Context): Map<string, string> {
  const found = [...ctx.get('prefer').matchAll(PREFERENCE)].map(
    ([, name = '', quoted, token]) => [name.toLowerCase(), quoted ?? token ?? ''] as const,
  );
  return new Map(found.toReversed());
}
