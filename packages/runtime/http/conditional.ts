import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { httpProblem, type Problem } from './problems.ts';

/** Characters of a version that is made of content: 132 bits. */
const VERSION_LENGTH = 22;
const TAG = '(?:W/)?"[!#-~]*"';

/** Longest If-Match or If-None-Match that is read. */
export const MAX_ENTITY_TAGS_LENGTH = 1_000;
/** What If-Match and If-None-Match look like: `*`, or entity tags with commas between them. */
export const ENTITY_TAGS = `^(?:\\*|[ \\t,]*${TAG}(?:[ \\t]*,[ \\t,]*${TAG})*[ \\t,]*)$`;
const entityTags = new RegExp(ENTITY_TAGS);

export type Version = string | number;

/**
 * Says as a strong ETag which version the answer shows. A GET whose If-None-Match has it already is
 * answered 304, whatever body is set. Rejects with invalid-request for a malformed If-None-Match.
 */
export function answerVersion(ctx: Context, version: Version): void {
  const tag = `"${version}"`;
  ctx.set('etag', tag);
  if (ctx.method !== 'GET') return;
  const known = tagsIn(ctx, 'if-none-match');
  // For a read also the weak form of a tag will do: the bodies would say the same.
  if (known === '*' || known?.some((one) => one.replace(/^W\//, '') === tag)) ctx.status = 304;
}

/**
 * Refuses a change of what is not as in If-Match any more: precondition-failed. `version` is that of
 * what the change will overwrite, under the lock that it is written with; undefined when there is
 * nothing yet. Rejects with invalid-request for a malformed If-Match.
 */
export function requireMatch(ctx: Context, version: Version | undefined): void {
  const wanted = tagsIn(ctx, 'if-match');
  if (wanted === undefined) return;
  if (version === undefined) throw preconditionFailed();
  if (wanted !== '*' && !wanted.includes(`"${version}"`)) throw preconditionFailed();
}

/**
 * The numbered versions that If-Match lets a change begin from, for who checks them elsewhere;
 * undefined when any will do. Rejects with invalid-request for a malformed If-Match.
 */
export function expectedVersions(ctx: Context): number[] | undefined {
  const wanted = tagsIn(ctx, 'if-match');
  if (wanted === undefined || wanted === '*') return undefined;
  return wanted.flatMap((tag) => {
    const [, digits] = /^"(0|[1-9][0-9]{0,14})"$/.exec(tag) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
}

/** The version of what has no number: another one as soon as the content is another. */
export function contentVersion(content: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(content));
  return hash.digest('base64url').slice(0, VERSION_LENGTH);
}

/** The entity tags of a header with their quotes, `*`, or undefined when it is not there. */
function tagsIn(ctx: Context, header: 'if-match' | 'if-none-match'): '*' | string[] | undefined {
  const given = ctx.headers[header];
  if (given === undefined) return undefined;
  if (given.length > MAX_ENTITY_TAGS_LENGTH || !entityTags.test(given)) {
    throw httpProblem(
      'invalid-request',
      `${header} is \`*\` or entity tags in quotes, with at most ${MAX_ENTITY_TAGS_LENGTH} characters.`,
    );
  }
  return given === '*' ? '*' : (given.match(new RegExp(TAG, 'g')) ?? []);
}

function preconditionFailed(): Problem {
  return httpProblem('precondition-failed', 'It has changed meanwhile: read it again.');
}
