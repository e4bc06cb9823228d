import { integer, optional, readConfig, text, type Settings } from 'dapr-actor-runtime/config';

/** The settings of the simulator. */
export const providerSettings = {
  port: integer('PROVIDER_PORT', {
    min: 0,
    max: 65535,
    what: 'where the simulator listens; 0 takes a free port, which its log names',
  }),
  listenAddress: text('LISTEN_ADDRESS', {
    what: 'the address to listen on; `0.0.0.0` if other machines or pods must reach it',
    byDefault: '127.0.0.1',
  }),
  bookPath: text('PROVIDER_BOOK', { what: "the file of the simulator's book" }),
  webhookUrl: optional('PROVIDER_WEBHOOK_URL', {
    what: 'where the simulator sends its webhooks; without it, none',
  }),
  webhookSecret: optional('PROVIDER_WEBHOOK_SECRET', {
    what: 'base64; signs the webhooks; without it, none are sent',
    secret: 'given',
  }),
  logLevel: text('LOG_LEVEL', {
    what: 'the lowest level that is logged (pino)',
    byDefault: 'info',
  }),
} satisfies Settings;

export function readProviderConfig() {
  return readConfig(providerSettings, process.env);
}
