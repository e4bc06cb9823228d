import { problem } from '@commerce/contracts/problems';
import type { IdentityDeps } from '../deps.ts';
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  passwordFault,
  type PasswordFault,
} from '../domain/password.ts';

const DETAILS: Record<PasswordFault, string> = {
  'too-short': `It needs ${MIN_PASSWORD_LENGTH} characters or more.`,
  'too-long': `It has more than ${MAX_PASSWORD_LENGTH} characters.`,
  common: 'It is one that many people use.',
  personal: 'It is your address.',
};

/** Rejects a new password that is too easy to guess with weak-password, and says why. */
export function assertStrong(
  { isCommonPassword }: IdentityDeps,
  password: string,
  email: string,
): void {
  const fault = passwordFault(password, { email, isCommon: isCommonPassword });
  if (fault !== undefined) throw problem('weak-password', DETAILS[fault], { reason: fault });
}
