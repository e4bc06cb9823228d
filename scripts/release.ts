// What a release needs: whether its tag fits, what changed, and its files.
import { commandLine } from './command-line.ts';
import { endWith } from './launch.ts';
import { typedPath } from './places.ts';
import { changesOf, readVersions, releaseFaults } from './release/version.ts';

async function main(): Promise<number> {
  let code = 0;
  /** Whether the tag is of this version; says why not. */
  const fits = (tag: string): boolean => {
    const faults = releaseFaults(tag, readVersions());
    for (const fault of faults) console.error(`no release: ${fault}`);
    if (faults.length > 0) code = 1;
    return faults.length === 0;
  };
  const program = commandLine({
    name: 'npm run release --',
    about: 'Checks a tag, shows what changed in its version, and writes the files of its release.',
    environment: 'XDG_CACHE_HOME (default ~/.cache)',
  });
  program
    .command('check <tag>')
    .description('whether the tag, the version, the chart and the changelog agree')
    .action((tag: string) => {
      if (fits(tag)) console.log(`${tag} can be released`);
    });
  program
    .command('notes <tag>')
    .description('what the changelog says of the version')
    .action((tag: string) => {
      const { version, changelog } = readVersions();
      if (fits(tag)) console.log(changesOf(version, changelog));
    });
  program
    .command('assemble <tag>')
    .description('writes images.yaml, the chart, the package of the runtime, SBOMs and sums')
    .requiredOption('--images <file>', 'images.yaml of npm run push')
    .requiredOption('--out <folder>', 'an empty folder, or none yet')
    .action(async (tag: string, { images, out }: { images: string; out: string }) => {
      if (!fits(tag)) return;
      const { writeAssets } = await import('./release/assets.ts');
      for (const file of await writeAssets(typedPath(out), typedPath(images))) console.log(file);
    });
  await program.parseAsync();
  return code;
}

process.exit(await main().catch(endWith));
