import type { GatewayConfig } from '../config.ts';

/** Requests per minute by class: for an address, a user and a service client. */
export type RequestLimits = Readonly<
  Record<'sign-in' | 'webhook', { address: number }> &
    Record<'read' | 'write', { address: number; user: number; client: number }>
>;

/** The limits in the settings. */
export function requestLimits(config: GatewayConfig): RequestLimits {
  return {
    'sign-in': { address: config.signInPerAddress },
    webhook: { address: config.webhookPerAddress },
    write: {
      address: config.writePerAddress,
      user: config.writePerUser,
      client: config.writePerClient,
    },
    read: {
      address: config.readPerAddress,
      user: config.readPerUser,
      client: config.readPerClient,
    },
  };
}
