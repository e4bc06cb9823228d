import { CANCEL_ORDER } from '@commerce/contracts/order/cancel-order-workflow';
import { RETURN_ORDER } from '@commerce/contracts/order/return-order-workflow';
import type { Activity, Workflow } from '@commerce/runtime/saga';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { cancelOrderActivities } from './cancel-order-activities.ts';
import { cancelOrder } from './cancel-order.ts';
import { returnOrderActivities } from './return-order-activities.ts';
import { returnOrder } from './return-order.ts';

/** The workflows of this app by their wire names. */
export const orderWorkflows: Record<string, Workflow> = {
  [CANCEL_ORDER]: cancelOrder,
  [RETURN_ORDER]: returnOrder,
};

/** The activities of all of them. */
export function orderActivities(sidecar: Sidecar): Record<string, Activity> {
  return { ...cancelOrderActivities(sidecar), ...returnOrderActivities(sidecar) };
}
