// `npm run cluster -- up|test|down`: a real Kubernetes node on this machine, and the platform tested in it.
import { mkdirSync } from 'node:fs';
import { createProgress, type Progress } from '@commerce/local-stack';
import { Argument, Option } from 'commander';
import { type Check } from './cluster/checks/check.ts';
import { diagnosis } from './cluster/diagnosis.ts';
import { installedKubectl, openKube } from './cluster/kube.ts';
import { type Places, placesOf } from './cluster/layout.ts';
import { nodePid } from './cluster/node.ts';
import { helmProgram } from './cluster/programs.ts';
import { CHECKS, install, platformArchives, runChecks, type Target } from './cluster/test.ts';
import { clusterPrograms, removeCluster, startCluster } from './cluster/up.ts';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { interruption, unlessAborted } from './interruption.ts';
import { endWith } from './launch.ts';
import { typedPath } from './places.ts';

interface Options {
  context?: string;
  values: string[];
  only: string[];
  keep: boolean;
}

const command = commandLine({
  name: 'npm run cluster --',
  about:
    'up: starts a Kubernetes node on this machine (Linux, root); its programs are built once, in about 15 ' +
    'minutes. test: installs Dapr and the chart, and checks them; on its own node, or with --context on yours. ' +
    'down: ends the node and removes its data. images: writes the images that a test on your cluster needs.',
  environment: `XDG_CACHE_HOME (default ~/.cache), ${DATA_DIRECTORY}`,
})
  .addArgument(new Argument('<command>').choices(['up', 'test', 'down', 'images']))
  .argument('[folder]', 'of the images')
  .option('--context <name>', 'test on the cluster of this context of your kubeconfig')
  .option('--values <files...>', 'further files of values of the chart', [])
  .addOption(
    new Option('--only <checks...>', 'run only these checks')
      .choices(CHECKS.map(({ title }) => title))
      .default([], 'all'),
  )
  .option('--keep', 'leave the node running after the test', false)
  .parse();

async function targetOf(places: Places, progress: Progress): Promise<Target> {
  const { context } = command.opts<Options>();
  if (context === undefined) {
    const own = await clusterPrograms(progress);
    return { kube: await startCluster(places, own, progress), places, own };
  }
  const programs = { kubectl: [installedKubectl()], helm: await helmProgram() };
  return { kube: await openKube(programs, { context }), places, own: undefined };
}

async function test(places: Places, progress: Progress, signal: AbortSignal): Promise<number> {
  const { context, values, only, keep } = command.opts<Options>();
  const startedAt = performance.now();
  const isTemporary = context === undefined && !keep && nodePid(places) === undefined;
  const target = await targetOf(places, progress);
  const chosen = (check: Check) =>
    (only.length === 0 || only.includes(check.title)) &&
    (check.ownOnly !== true || target.own !== undefined);
  try {
    const work = async () => {
      const subject = await install(target, { progress, values: values.map(typedPath) }).catch(
        async (error: unknown) => {
          progress.line(await diagnosis(target.kube));
          throw error;
        },
      );
      return runChecks(subject, CHECKS.filter(chosen), { progress, signal });
    };
    const outcomes = await unlessAborted(signal, work());
    const failed = outcomes.filter(({ ok }) => !ok);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(
      `\n${outcomes.length - failed.length} of ${outcomes.length} checks passed in ${seconds} s`,
    );
    return failed.length === 0 ? 0 : 1;
  } finally {
    if (isTemporary) await removeCluster(places);
  }
}

async function main(): Promise<number> {
  const [action, folder] = command.args;
  const places = placesOf();
  const progress = createProgress();
  mkdirSync(places.home, { recursive: true });
  const signal = interruption();
  if (action === 'down') {
    await removeCluster(places);
    return 0;
  }
  if (action === 'images') {
    const files = await platformArchives(typedPath(folder ?? '.'), progress);
    console.log(`next: kind load image-archive <file>, for ${files.join(' and ')}`);
    return 0;
  }
  if (action === 'test') return test(places, progress, signal);
  const programs = await clusterPrograms(progress);
  await unlessAborted(signal, startCluster(places, programs, progress));
  console.log(`\nexport KUBECONFIG=${places.kubeconfig}`);
  console.log(`kubectl: ${programs.node.hyperkube} kubectl, or any of your own`);
  return 0;
}

process.exit(await main().catch(endWith));
