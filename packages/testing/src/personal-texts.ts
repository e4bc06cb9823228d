/**
 * Personal data in tests and examples that a pattern cannot find (e-mail addresses have a pattern).
 * A test that needs another address, name or telephone number adds it here, or uses one of these.
 */
export const personalTexts: readonly string[] = [
  'High Street',
  'St James Square',
  'Hidden Lane',
  'Ada Lovelace',
  'Ada Byron',
  '+44 20 7946',
];
