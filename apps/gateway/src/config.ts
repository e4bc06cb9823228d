import { port, readConfig, text } from '@commerce/runtime/config';

/** The settings of this app. Throws ConfigError naming every setting that is missing. */
export function readGatewayConfig() {
  return readConfig(
    {
      port: port('GATEWAY_PORT', 8080),
      daprHttpPort: port('DAPR_HTTP_PORT'),
      daprApiToken: text('DAPR_API_TOKEN'),
      logLevel: text('LOG_LEVEL', 'info'),
    },
    process.env,
  );
}
