/** What every answer has unless the app behind says otherwise: it is data for programs, not a page. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  // Answers are about a person or can be; the few that all may keep say so themselves.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'no-referrer',
  // Two years; a browser takes it only over TLS, which ends before this door.
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};
