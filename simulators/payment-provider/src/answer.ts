/** The answer to a request of the merchant. */
export interface Answer {
  status: number;
  body: object;
}

/** No answer: the connection is closed, whether the work is done or not. */
export const LOST = Symbol('lost');

/** An error of the provider: nothing is done. */
export const BROKEN: Answer = { status: 500, body: { status: 'error' } };
