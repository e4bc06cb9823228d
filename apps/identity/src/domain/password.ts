/** Shortest password, in characters (code points). */
export const MIN_PASSWORD_LENGTH = 8;
/** Longest password, in characters (code points). */
export const MAX_PASSWORD_LENGTH = 128;

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'personal';

/**
 * The text that is hashed: normalized (NFKC), so that it does not depend on how a keyboard composes
 * characters. Nothing is truncated or trimmed; case and spaces count.
 */
export function canonicalPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Why a new password is refused, or undefined if it is accepted. There are no composition rules: only
 * length, a list of common passwords and the owner's email address count (NIST SP 800-63B).
 */
export function passwordFault(
  password: string,
  { email, isCommon }: { email: string; isCommon: (lowerCase: string) => boolean },
): PasswordFault | undefined {
  const characters = Array.from(canonicalPassword(password));
  if (characters.length < MIN_PASSWORD_LENGTH) return 'too-short';
  if (characters.length > MAX_PASSWORD_LENGTH) return 'too-long';
  const folded = characters.join('').toLowerCase();
  if (isCommon(folded) || new Set(characters).size === 1) return 'common';
  const [name = ''] = email.toLowerCase().split('@');
  if (folded === email.toLowerCase() || folded === name) return 'personal';
  return undefined;
}
