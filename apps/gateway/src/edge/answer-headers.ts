/** The headers of every answer, unless the app sets them: answers are data, not pages. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  // Answers may contain personal data. Those that may be cached set their own header.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'no-referrer',
  // Two years; browsers accept it only over TLS, which is terminated in front of the gateway.
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};
