import type { AllowedLeak } from '@commerce/testing/leak-scan';

/** Allowed exceptions from the leak scan. Keep this list short. */
export const allowedLeaks: AllowedLeak[] = [
  {
    place: /^traces\//,
    kinds: ['card number'],
    text: /\/orders(?:\/|\?customer=)\d{15,16}"/,
    why: 'The URL of a request is in its span, whatever a caller writes into it: no-leaks.test.ts does.',
  },
  {
    place: /^traces\//,
    kinds: ['field named like a secret', 'secret appApiToken'],
    text: /^(?=.*"dapr-api-token")(?=.*"dapr\.status_code":"401")/,
    why: 'Dapr writes a token that it refuses into the span: sidecar-boundary sends wrong ones.',
  },
  {
    place: /^order\.actor_state\.value /,
    kinds: ['card number'],
    text: /-[0-9a-f]{16}-0[01]B[^0-9a-f]{3}\d{16}"/,
    why: 'The id of a span in the history of a workflow: one in 60,000 could be a card by its digits.',
  },
];
