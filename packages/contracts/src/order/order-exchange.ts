import { Type } from 'typebox';
import { Money } from '../money.ts';
import { Charges, ChargeTerms } from './order-charges.ts';
import { SoldLine } from './sold-line.ts';

/**
 * The order that is placed for a return: what its units are exchanged for. `personal` are its personal data,
 * encrypted by the order app with the key of that order.
 */
export const ExchangeOrder = Type.Object({
  orderId: Type.String(),
  lines: Type.Array(SoldLine),
  total: Money,
  charges: Type.Optional(Charges),
  terms: Type.Optional(ChargeTerms),
  channel: Type.Optional(Type.String()),
  personal: Type.String(),
});

/** The return that an order is the exchange of. */
export const ExchangeOf = Type.Object({ orderId: Type.String(), returnId: Type.String() });
