import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { httpProblem, type Problem } from '../server/problems.ts';

/** Characters of a content version: 132 bits. */
const VERSION_LENGTH = 22;
const TAG = '(?:W/)?"[!#-~]*"';

/** Longest If-Match or If-None-Match that is read. */
export const MAX_ENTITY_TAGS_LENGTH = 1_000;
/** The form of If-Match and If-None-Match: `*`, or entity tags separated by commas. */
export const ENTITY_TAGS = `^(?:\\*|[ \\t,]*${TAG}(?:[ \\t]*,[ \\t,]*${TAG})*[ \\t,]*)$`;
const entityTags = new RegExp(ENTITY_TAGS);

export type Version = string | number;

/**
 * Sets the version of the answer as a strong ETag. A GET whose If-None-Match contains it is
 * answered 304, even if a body is set. Throws invalid-request for a malformed If-None-Match.
 */
export function answerVersion(ctx: Context, version: Version): void {
  const tag = `"${version}"`;
  ctx.set('etag', tag);
  if (ctx.method !== 'GET') return;
  const known = tagsIn(ctx, 'if-none-match');
  if (known === '*' || known?.includes(tag) === true) ctx.status = 304;
}

/**
 * Refuses a change with precondition-failed if `version` does not match If-Match. `version` is the
 * stored one, read under the lock of the change; undefined if nothing is stored yet. Throws
 * invalid-request for a malformed If-Match.
 */
export function requireMatch(ctx: Context, version: Version | undefined): void {
  const wanted = tagsIn(ctx, 'if-match');
  if (wanted === undefined) return;
  if (version === undefined) throw preconditionFailed();
  if (wanted !== '*' && !wanted.includes(`"${version}"`)) throw preconditionFailed();
}

/**
 * The version numbers that If-Match allows, for a check elsewhere, such as in an actor; undefined
 * if it allows any. Throws invalid-request for a malformed If-Match.
 */
export function expectedVersions(ctx: Context): number[] | undefined {
  const wanted = tagsIn(ctx, 'if-match');
  if (wanted === undefined || wanted === '*') return undefined;
  return wanted.flatMap((tag) => {
    const [, digits] = /^"(0|[1-9][0-9]{0,14})"$/.exec(tag) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
}

/**
 * The version of content without a version number: a hash, so other content has another version.
 */
export function contentVersion(content: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(content));
  return hash.digest('base64url').slice(0, VERSION_LENGTH);
}

/**
 * The quoted entity tags of a header, or `*`; undefined without the header. Weak tags count as strong
 * ones: a proxy that transforms answers weakens their tags, and a version is the same either way.
 */
function tagsIn(ctx: Context, header: 'if-match' | 'if-none-match'): '*' | string[] | undefined {
  const given = ctx.headers[header];
  if (given === undefined) return undefined;
  if (given.length > MAX_ENTITY_TAGS_LENGTH || !entityTags.test(given)) {
    throw httpProblem(
      'invalid-request',
      `${header} is \`*\` or entity tags in quotes, with at most ${MAX_ENTITY_TAGS_LENGTH} characters.`,
    );
  }
  if (given === '*') return '*';
  return (given.match(new RegExp(TAG, 'g')) ?? []).map((tag) => tag.replace(/^W\//, ''));
}

function preconditionFailed(): Problem {
  return httpProblem('precondition-failed', 'It has changed in the meantime: read it again.');
}
