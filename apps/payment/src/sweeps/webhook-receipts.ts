import type { AppSweep } from 'dapr-actor-runtime/app';
import type { PaymentDeps } from '../deps.ts';
import { pruneWebhookReceipts } from '../store/webhook-receipts.ts';

/** Receipts are kept for days, so an hour more does not matter, ms. */
const PRUNE_INTERVAL_MS = 3_600_000;

export const webhookReceiptsSweep: AppSweep<PaymentDeps> = {
  name: 'prune-webhook-receipts',
  intervalMs: PRUNE_INTERVAL_MS,
  round: ({ database }) => pruneWebhookReceipts(database),
};
