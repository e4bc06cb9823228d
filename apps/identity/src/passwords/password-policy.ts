import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '@commerce/platform/problem';
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  passwordFault,
  type PasswordFault,
} from '../domain/password.ts';

const FILE = join(import.meta.dirname, 'frequent-passwords.txt');

const DETAILS: Record<PasswordFault, string> = {
  'too-short': `It needs at least ${MIN_PASSWORD_LENGTH} characters.`,
  'too-long': `It has more than ${MAX_PASSWORD_LENGTH} characters.`,
  common: 'It is a common password.',
  personal: 'It is your email address.',
};

export interface PasswordPolicy {
  /** Rejects a new password that is easy to guess with weak-password and the reason. */
  requireStrong(password: string, email: string): void;
}

export function openPasswordPolicy(): PasswordPolicy {
  const isCommon = loadFrequentPasswords();
  return {
    requireStrong(password, email) {
      const fault = passwordFault(password, { email, isCommon });
      if (fault !== undefined) throw problem('weak-password', DETAILS[fault], { reason: fault });
    },
  };
}

/** Answers whether a password in lower case is one of the 10,000 most common. */
export function loadFrequentPasswords(): (lowerCase: string) => boolean {
  const frequent = new Set(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
  return (lowerCase) => frequent.has(lowerCase);
}
