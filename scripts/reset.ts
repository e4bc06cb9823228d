import { createProgress, wipeDirectory } from '@commerce/local-stack';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';
import { dataDirectory } from './places.ts';

commandLine({
  name: 'npm run reset --',
  about:
    'Wipes the data of the platform, which must not be running; the next start begins with none.',
  environment: DATA_DIRECTORY,
}).parse();
const progress = createProgress();
const directory = dataDirectory();
try {
  await wipeDirectory(directory, progress);
  progress.line(`  ✓ ${directory} is deleted; the next start begins without data`);
} catch (error) {
  process.exitCode = endWith(error);
}
