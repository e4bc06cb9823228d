// `npm run cluster -- up|down`: a real Kubernetes node on this machine, without a registry.
import { mkdirSync } from 'node:fs';
import { createProgress, during } from '@commerce/local-stack';
import { Argument } from 'commander';
import { placesOf } from './cluster/layout.ts';
import { clusterPrograms, importImages, removeCluster, startCluster } from './cluster/up.ts';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { interruption, unlessAborted } from './interruption.ts';
import { endWith } from './launch.ts';
import { typedPath } from './places.ts';

const command = commandLine({
  name: 'npm run cluster --',
  about:
    'up: starts a Kubernetes node on this machine (Linux, root) and prints its kubeconfig; its programs are ' +
    'built once, in about 15 minutes. down: ends the node and removes its data.',
  environment: `XDG_CACHE_HOME (default ~/.cache), ${DATA_DIRECTORY}`,
})
  .addArgument(new Argument('<command>').choices(['up', 'down']))
  .option(
    '--images <files...>',
    'archives of images that the node gets, such as those of npm run images',
    [],
  )
  .parse();

async function main(): Promise<number> {
  const places = placesOf();
  const progress = createProgress();
  if (command.args[0] === 'down') {
    await during(progress, 'end of the node', () => removeCluster(places));
    return 0;
  }
  const signal = interruption();
  mkdirSync(places.home, { recursive: true });
  const programs = await clusterPrograms(progress);
  const start = async () => {
    await startCluster(places, programs, progress);
    for (const file of command.opts<{ images: string[] }>().images) {
      await during(progress, `images of ${file}`, async () =>
        importImages(places, typedPath(file)),
      );
    }
  };
  await unlessAborted(signal, start());
  console.log(`\nexport KUBECONFIG=${places.kubeconfig}`);
  console.log(`kubectl is there as: ${programs.node.hyperkube} kubectl`);
  return 0;
}

process.exit(await main().catch(endWith));
