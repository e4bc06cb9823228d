import type { GatewayConfig } from '../config.ts';

/** Requests a minute by class: of an address, and of who shows a token, wherever they are. */
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
