import { createProgress, wipeDirectory } from '@commerce/local-stack';
import { endWith } from './launch.ts';
import { dataDirectory } from './places.ts';

const progress = createProgress();
const directory = dataDirectory();
try {
  await wipeDirectory(directory, progress);
  progress.line(`  ✓ ${directory} is wiped; the next start begins with no data`);
} catch (error) {
  process.exitCode = endWith(error);
}
