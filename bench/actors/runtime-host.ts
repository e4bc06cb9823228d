// The echo actor in the runtime's own host.
import { actorHost, hosted } from 'dapr-actor-runtime/actors';
import { buildHttpApp } from 'dapr-actor-runtime/http';
import { listen } from 'dapr-actor-runtime/server';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { EchoActor } from './echo-actor.ts';

const log = createLogger({ service: 'bench-actors', level: 'warn' });
const actor = hosted(EchoActor, () => ({ echo: async (input) => input }));
const appToken = process.env['APP_API_TOKEN'] as string;
const app = buildHttpApp({
  log,
  ready: async () => undefined,
  middleware: [actorHost({ actors: [actor], appToken, log }).middleware],
});
await listen(app, Number(process.env['APP_PORT']));
process.once('SIGTERM', () => process.exit());
