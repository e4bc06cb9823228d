// The echo actor in the host of Dapr's SDK.
import dapr from '@dapr/dapr';

const { AbstractActor, DaprServer } = dapr;

class EchoActor extends AbstractActor {
  async echo(input: { n: number }): Promise<{ n: number }> {
    return input;
  }
}

const server = new DaprServer({
  serverHost: '127.0.0.1',
  serverPort: process.env['APP_PORT'] as string,
  clientOptions: { daprHost: '127.0.0.1', daprPort: process.env['DAPR_HTTP_PORT'] as string },
});
await server.actor.init();
await server.actor.registerActor(EchoActor);
await server.start();
process.once('SIGTERM', () => process.exit());
