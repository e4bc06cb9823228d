import { integer, optional, readConfig, text } from '@commerce/runtime/config';

export function readProviderConfig() {
  return readConfig(
    {
      /** 0: any free port, which the log line `provider listens` names. */
      port: integer('PROVIDER_PORT', { min: 0, max: 65535 }),
      bookPath: text('PROVIDER_BOOK'),
      /**
       * The URL of webhooks, and the base64 secret that signs them; without both, none are sent.
       */
      webhookUrl: optional('PROVIDER_WEBHOOK_URL'),
      webhookSecret: optional('PROVIDER_WEBHOOK_SECRET'),
      logLevel: text('LOG_LEVEL', 'info'),
    },
    process.env,
  );
}
