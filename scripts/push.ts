// Publishes images that `npm run images` has saved, and writes their digests for the chart.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@commerce/local-stack';
import { stringify } from 'yaml';
import { commandLine } from './command-line.ts';
import { goTools } from './go-tools.ts';
import { imageName, programs } from './images/image.ts';
import { endWith } from './launch.ts';
import { typedPath } from './places.ts';
import { imagesIn } from './release/archived-image.ts';
import { type ImageValues, readRegistry, repositoryOf } from './release/image-values.ts';
import { repositoryVersion } from './release/version.ts';

/** Longest upload of one image, ms. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000;

interface Options {
  registry: string;
  out: string;
}

const command = commandLine({
  name: 'npm run push --',
  about:
    'Pushes saved images to a registry, and writes images.yaml, values for the chart with their digests, ' +
    'and images.sha256. Sign in first with docker login.',
  environment: 'DOCKER_CONFIG, XDG_CACHE_HOME (default ~/.cache)',
})
  .argument('<archives...>', 'files of npm run images -- --save or --archive, one image each')
  .requiredOption('--registry <name>', 'such as images.shop.example/commerce')
  .requiredOption('--out <folder>', 'receives the files')
  .parse();

/** The program whose image, of this version, an archive has. Throws SetupError for others. */
function programIn(archive: string, version: string): string {
  const images = imagesIn(archive);
  const program = programs().find((one) => imageName(one, version) === images[0]);
  if (program === undefined || images.length > 1) {
    const found = images.join(', ') || 'no image with a name';
    throw new SetupError({
      what: `${archive} is not pushed`,
      why: `it has ${found}, not one image of version ${version}`,
      next: 'save each image by itself: npm run images -- --save <folder> <name>',
    });
  }
  return program.name;
}

/** What crane prints, or undefined if it fails in the way that is expected. Throws if it fails in another. */
function crane(program: string, args: string[], expected?: RegExp): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: UPLOAD_TIMEOUT_MS,
  });
  if (status === 0) return stdout.trim();
  if (expected?.test(stderr)) return undefined;
  throw new SetupError({
    what: `crane ${args[0]} failed`,
    why: error?.message ?? stderr.trim(),
    next: 'check the name of the registry, and that docker login was done for it',
  });
}

async function main(): Promise<number> {
  const { registry, out } = command.opts<Options>();
  const version = repositoryVersion();
  readRegistry(registry);
  const archives = command.args.map(typedPath).map((file) => [programIn(file, version), file]);
  const program = (await goTools('crane'))('crane');
  const values: ImageValues = { image: { registry, digests: {} } };
  const sums: string[] = [];
  for (const [name, file] of archives as [string, string][]) {
    const repository = repositoryOf(registry, name);
    const target = `${repository}:${version}`;
    const digest = crane(program, ['digest', '--tarball', file]) ?? '';
    const there = crane(program, ['digest', target], /MANIFEST_UNKNOWN|NAME_UNKNOWN|404/);
    if (there !== undefined && there !== digest) {
      throw new SetupError({
        what: `${target} is not pushed`,
        why: `the registry has other content under this version: ${there}, and this is ${digest}`,
        next: 'raise the version: what was published does not change',
      });
    }
    crane(program, ['push', file, target]);
    values.image.digests[name] = digest;
    sums.push(`${digest.replace('sha256:', '')}  ${repository}\n`);
    console.log(`${target}  ${digest}`);
  }
  const folder = typedPath(out);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'images.yaml'), stringify(values));
  writeFileSync(join(folder, 'images.sha256'), sums.join(''));
  return 0;
}

process.exit(await main().catch(endWith));
