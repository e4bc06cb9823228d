/**
 * What tests and examples say of people, as far as it is seen at a glance. E-mail addresses are known
 * by their form. A test with an address, a name or a telephone number of its own adds it here, or takes
 * one of these.
 */
export const personalTexts: readonly string[] = [
  'High Street',
  'St James Square',
  'Hidden Lane',
  'Ada Lovelace',
  'Ada Byron',
  '+44 20 7946',
];
