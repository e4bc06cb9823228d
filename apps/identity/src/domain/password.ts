/** Lengths in characters (code points), as a person counts them. */
export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'personal';

/**
 * The text that is hashed: the same characters however a keyboard composes them (NFKC). Nothing is cut
 * off: upper case, blanks and every script count.
 */
export function canonicalPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * What is wrong with a new password. There is no rule of composition: length, a list of common ones
 * and the owner's own address are what counts (NIST SP 800-63B).
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
