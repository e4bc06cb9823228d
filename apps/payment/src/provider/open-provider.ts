import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { PaymentProvider } from './payment-provider.ts';
import { createSimulatorProvider } from './simulator-provider.ts';

/** Opens the provider that the settings name. */
export async function openProvider(
  config: {
    provider: 'simulator' | 'stripe';
    providerUrl: string;
    providerKey: string | undefined;
    webhookSecret: string | undefined;
  },
  log: Logger,
): Promise<PaymentProvider> {
  const { provider, providerUrl: url, providerKey: apiKey, webhookSecret } = config;
  if (provider === 'simulator') return createSimulatorProvider({ url, webhookSecret, log });
  // Stripe's client takes time and memory to load, so it is loaded only if it is used.
  const { createStripeProvider } = await import('./stripe-provider.ts');
  return createStripeProvider({ url, apiKey, webhookSecret, log });
}
