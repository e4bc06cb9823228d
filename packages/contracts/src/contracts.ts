// Generated from apps.ts by `npm run generate`. Do not edit.
import type { AppName } from './apps.ts';
import type { Contract } from './contract.ts';
import { order } from './order/contract.ts';
import { inventory } from './inventory/contract.ts';
import { payment } from './payment/contract.ts';
import { catalog } from './catalog/contract.ts';
import { gateway } from './gateway/contract.ts';
import { identity } from './identity/contract.ts';

/** The contract of every app. */
export const contracts = {
  order,
  inventory,
  payment,
  catalog,
  gateway,
  identity,
} satisfies Record<AppName, Contract>;
