import type { AppSweep } from 'dapr-actor-runtime/app';
import type { OrderDeps } from '../deps.ts';
import { resumeUnfinishedOrders } from '../use-cases/resume-orders.ts';

const INTERVAL_MS = 2_000;

/** Resumes orders that are under way but have not changed for a while. */
export const driveUnfinishedOrdersSweep: AppSweep<OrderDeps> = {
  name: 'drive-unfinished-orders',
  intervalMs: INTERVAL_MS,
  round: resumeUnfinishedOrders,
};
