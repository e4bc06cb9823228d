import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@commerce/local-stack';
import { GOLDEN, goldenFiles } from './charts/golden.ts';
import { faultsOfRelease } from './charts/policies.ts';
import { OPTIONAL_APIS, parseObjects, template } from './charts/render.ts';
import { commandLine } from './command-line.ts';
import { loadApps } from './generate/apps.ts';
import { endWith } from './launch.ts';
import { root } from './places.ts';

/** Says what is wrong with an installation in production: values-prod.yaml, and these files on top of it. */
async function check(files: readonly string[]): Promise<number> {
  const args = files.flatMap((file) => ['--values', file]);
  const { isGood, stdout, output } = await template({
    files: ['values-prod.yaml'],
    apis: OPTIONAL_APIS,
    args,
  });
  if (!isGood) {
    throw new SetupError({
      what: 'the chart cannot be rendered with these values',
      why: output.trim(),
      next: 'correct them: charts/commerce/README.md says what each one is',
    });
  }
  const objects = parseObjects(stdout);
  const faults = await faultsOfRelease(objects, { isProduction: true });
  for (const { policy, message } of faults) console.log(`${policy}  ${message}`);
  console.log(`${objects.length} objects, ${faults.length} faults`);
  return faults.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { check: installation } = commandLine({
    name: 'npm run charts --',
    about:
      `Renders the chart of the platform with Helm, which is built once for a machine, and writes ${GOLDEN}: ` +
      'a file for each app with its objects in production.',
    environment: 'XDG_CACHE_HOME (default ~/.cache)',
  })
    .option(
      '--check <files...>',
      'instead say what the policies find in production with these values',
    )
    .parse()
    .opts<{ check?: string[] }>();
  if (installation !== undefined) return check(installation);
  const files = await goldenFiles(await loadApps());
  const folder = join(root, GOLDEN);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(root, file), text);
  console.log(`${files.size} files in ${GOLDEN}`);
  return 0;
}

process.exit(await main().catch(endWith));
