/** What the descriptions say of operations at which somebody could guess. */
export const SLOWED =
  'Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long ' +
  'to wait, and without Redis it is 503.';
