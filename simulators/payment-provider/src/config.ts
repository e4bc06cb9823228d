import { integer, readConfig, text } from '@commerce/runtime/config';

export function readProviderConfig() {
  return readConfig(
    {
      /** 0 takes a free port, which the line `provider listens` names. */
      port: integer('PROVIDER_PORT', { min: 0, max: 65535 }),
      bookPath: text('PROVIDER_BOOK'),
      logLevel: text('LOG_LEVEL', 'info'),
    },
    process.env,
  );
}
