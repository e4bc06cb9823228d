/** A request that must be refused, with `{name}` in place of what the test has prepared. */
export interface Case {
  title: string;
  method?: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as they are, in place of `body`. */
  raw?: string;
  status: number;
  type: string;
  pointer?: string;
}

export const invalid = { status: 400, type: 'invalid-request' };
/** Headers of anyone. */
export const guest = { 'import-token': 'nobody' };

/** Lines of one product, by default of that which is in every order. */
export function lines(quantity: number, sku = '{sku}') {
  return [{ sku, quantity }];
}
