import type { Mail } from './mailer.ts';

export function verificationMail(to: string, token: string): Mail {
  const text = 'Verify your address with this token to finish your registration.';
  return { to, subject: 'verify-address', text, token };
}

/** For someone who registers an address that already has an account. */
export function accountExistsMail(to: string): Mail {
  const text = 'You already have an account. If you forgot your password, reset it.';
  return { to, subject: 'address-known', text };
}

export function passwordResetMail(to: string, token: string): Mail {
  const text = 'Choose a new password with this token. It is valid for 15 minutes.';
  return { to, subject: 'reset-password', text, token };
}

/** To the new address of an account. */
export function changeEmailMail(to: string, token: string): Mail {
  const text = 'Confirm with this token that this is your new address. It is valid for an hour.';
  return { to, subject: 'change-email', text, token };
}

/** To the former address of an account. */
export function emailChangedMail(to: string): Mail {
  const text =
    'Your account has another email address now. If this was not you, contact the shop at once.';
  return { to, subject: 'email-changed', text };
}

export function passwordChangedMail(to: string): Mail {
  const text = 'Your password was changed. If this was not you, reset it now.';
  return { to, subject: 'password-changed', text };
}

/** For the owner of a session that ended because a refresh token was used twice. */
export function tokenReusedMail(to: string): Mail {
  const text =
    'Someone used an old token of one of your sessions, so we ended that session. If you do not ' +
    'know why this happened, change your password.';
  return { to, subject: 'token-reused', text };
}
