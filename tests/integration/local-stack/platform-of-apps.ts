// Runs a platform with some of the apps until SIGTERM or until its parent is gone:
// `node platform-of-apps.ts <data directory> <app>...`. A test starts it in a copy of the repository.
import { createProgress, startStack } from '@commerce/local-stack';
import { interruption, untilAborted } from '../../../scripts/interruption.ts';
import { endWith } from '../../../scripts/launch.ts';

/** What a test finds in the output once the platform is ready. */
export interface PlatformOfApps {
  gatewayUrl: string;
  importer: { id: string; secret: string };
}

async function main(): Promise<number> {
  const [dataDir = '', ...apps] = process.argv.slice(2);
  const signal = interruption();
  const progress = createProgress();
  const stack = await startStack({
    dataDir,
    ports: 'free',
    isolated: true,
    apps,
    progress,
    signal,
  });
  const { gatewayUrl, serviceClients } = stack;
  const ready: PlatformOfApps = { gatewayUrl, importer: serviceClients.importer };
  console.log(`ready: ${JSON.stringify(ready)}`);
  try {
    return await untilAborted(signal);
  } catch (error) {
    await stack.stop();
    return endWith(error);
  }
}

process.exit(await main().catch(endWith));
