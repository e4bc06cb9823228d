import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDEN, goldenFiles } from './charts/golden.ts';
import { commandLine } from './command-line.ts';
import { loadApps } from './generate/apps.ts';
import { endWith } from './launch.ts';
import { root } from './places.ts';

async function main(): Promise<number> {
  commandLine({
    name: 'npm run charts --',
    about:
      `Renders the chart of the platform with Helm, which is built once for a machine, and writes ${GOLDEN}: ` +
      'a file for each app with its objects in production.',
    environment: 'XDG_CACHE_HOME (default ~/.cache)',
  }).parse();
  const files = await goldenFiles(await loadApps());
  const folder = join(root, GOLDEN);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(root, file), text);
  console.log(`${files.size} files in ${GOLDEN}`);
  return 0;
}

process.exit(await main().catch(endWith));
