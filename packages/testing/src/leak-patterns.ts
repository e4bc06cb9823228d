/** A text that must not appear anywhere, and its kind in a report. */
export interface KnownText {
  kind: string;
  text: string;
}

/** The position of a leak in a text. */
export interface Leak {
  kind: string;
  start: number;
  end: number;
}

/** Finds leaks in a text. */
export type LeakFinder = (text: string) => Leak[];

/** Shorter texts would match by accident. */
const MIN_KNOWN_LENGTH = 6;
/** Base64 of at least this length is decoded and searched, one level deep. */
const ENCODED = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{40,}={0,2}/g;
const PRINTABLE_HEAD = /^[\t\n\r\x20-\x7e]{16}/;
/** A quote, also in JSON nested in JSON strings. */
const QUOTE = String.raw`\\*["']`;
const SECRET_FIELDS = [
  'password|newPassword|currentPassword|client_secret|clientSecret|secret|authorization|cookie',
  'dapr-api-token|access_token|accessToken|refresh_token|refreshToken|id_token',
].join('|');
const CARD_FIELDS = 'cvv2?|cvc2?|cvn|csc|pan|card_?number|card_?code|security_?code';
/** The first digits of Visa, Mastercard, American Express, Discover, JCB, Diners and UnionPay. */
const CARD_BRANDS =
  /^(?:4|5[1-5]|2[2-7]|3[47]|6011|64[4-9]|65|35(?:2[89]|[3-8])|30[0-5]|3[689]|62)/;

interface LeakPattern {
  kind: string;
  pattern: RegExp;
  /** A further check of a match, where the pattern alone would find too much. */
  isMatch?: (match: string) => boolean;
  /**
   * What belongs to the leak before the match: a pattern that starts with a fixed character is much
   * faster.
   */
  before?: RegExp;
}

/** Longest text before a match that belongs to it. */
const MAX_BEFORE = 64;

const PATTERNS: LeakPattern[] = [
  { kind: 'JSON Web Token', pattern: /\beyJ[\w-]{6,}\.[\w-]{10,}\.[\w-]{10,}/g },
  { kind: 'refresh token', pattern: /\brt_[0-9a-f]{32}\.\d{1,9}\.[\w-]{43}/g },
  { kind: 'bearer token', pattern: /\bBearer [\w.~+/-]{8,}/gi },
  {
    kind: 'basic credentials',
    pattern: /\bBasic [A-Za-z0-9+/]{8,}={0,2}/gi,
    isMatch: isBasicCredentials,
  },
  { kind: 'private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  {
    kind: 'private key',
    pattern: new RegExp(`${QUOTE}d${QUOTE}\\s*:\\s*${QUOTE}[\\w-]{40,}`, 'g'),
  },
  { kind: 'key of a provider', pattern: /\b(?:sk|rk)_(?:test|live)_\w{8,}|\bwhsec_[\w+/=]{16,}/g },
  { kind: 'payment token', pattern: /\btok_[A-Za-z0-9_]{2,}/g },
  { kind: 'password in a URL', pattern: /(?<=[a-z]):\/\/[^\s/:@"]*:(?![*x]+@)[^\s/@"]+@/g },
  {
    kind: 'field named like a secret',
    pattern: new RegExp(
      `${QUOTE}(?:${SECRET_FIELDS})${QUOTE}\\s*:\\s*${QUOTE}(?!\\[Redacted\\])[^"'\\\\]+`,
      'gi',
    ),
  },
  {
    kind: 'card number',
    // Not the random id of a span, in its own field: one of 60,000 has the digits of a card.
    pattern: /(?<!\bspanId["\\]{1,2}:["\\]{1,2})(?<![\w.+-])(?:\d[ -]?){12,18}\d(?![\w-]|\.\d)/g,
    isMatch: isCardNumber,
  },
  { kind: 'card field', pattern: new RegExp(`${QUOTE}(?:${CARD_FIELDS})${QUOTE}\\s*:`, 'gi') },
  {
    kind: 'e-mail address',
    pattern: /(?<=[\w.%+-])(?:@|%40)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b/gi,
    before: /[\w.%+-]+$/,
  },
];

function isBasicCredentials(match: string): boolean {
  const text = Buffer.from(match.slice(match.indexOf(' ') + 1), 'base64').toString('latin1');
  return /^[\x20-\x7e]+:[\x20-\x7e]*$/.test(text);
}

// Whether digits can be a card number: grouped as printed on cards, with the first digits of a
// brand and a correct check digit (Luhn). Times and ids in logs have other first digits or groups.
function isCardNumber(match: string): boolean {
  const groups = match.split(/[ -]/).map(({ length }) => length);
  if (groups.length > 1 && (groups.length > 5 || groups[0] !== 4)) return false;
  const digits = match.replace(/[ -]/g, '');
  if (!CARD_BRANDS.test(digits)) return false;
  let sum = 0;
  for (const [index, digit] of digits.split('').reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/**
 * Creates a finder of secrets, tokens, card data and personal data: by patterns, and the known
 * texts by value. It decodes base64 one level deep; a leak there covers the whole base64 text.
 * Throws RangeError for a known text of less than 6 characters, which would match everywhere.
 */
export function leakFinder(known: KnownText[]): LeakFinder {
  for (const { kind, text } of known) {
    if (text.length < MIN_KNOWN_LENGTH) throw new RangeError(`${kind} is too short to look for`);
  }
  const plain: LeakFinder = (text) => [...knownIn(text, known), ...patternsIn(text)];
  return (text) => [...plain(text), ...encodedIn(text, plain)].sort((a, b) => a.start - b.start);
}

function knownIn(text: string, known: KnownText[]): Leak[] {
  const found: Leak[] = [];
  for (const { kind, text: wanted } of known) {
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
      found.push({ kind, start: at, end: at + wanted.length });
    }
  }
  return found;
}

function patternsIn(text: string): Leak[] {
  return PATTERNS.flatMap(({ kind, pattern, isMatch, before }) =>
    [...text.matchAll(pattern)]
      .filter(([match]) => isMatch?.(match) ?? true)
      .map(({ index, 0: match }) => ({
        kind,
        start: index - lengthBefore(text, index, before),
        end: index + match.length,
      })),
  );
}

function lengthBefore(text: string, index: number, before: RegExp | undefined): number {
  const piece = text.slice(Math.max(0, index - MAX_BEFORE), index);
  return before?.exec(piece)?.[0].length ?? 0;
}

function encodedIn(text: string, find: LeakFinder): Leak[] {
  return [...text.matchAll(ENCODED)].flatMap(({ index, 0: run }) => {
    const decoded = Buffer.from(run, 'base64').toString('latin1');
    if (!PRINTABLE_HEAD.test(decoded)) return [];
    return find(decoded).map(({ kind }) => ({ kind, start: index, end: index + run.length }));
  });
}

/** The text with each leak replaced by its kind, for use in a report. */
export function masked(text: string, leaks: Leak[]): string {
  let shown = '';
  let at = 0;
  for (const { kind, start, end } of leaks) {
    if (start >= at) shown += `${text.slice(at, start)}<${kind}>`;
    at = Math.max(at, end);
  }
  return shown + text.slice(at);
}
