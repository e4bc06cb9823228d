import { createProgress, wipeDirectory } from '@commerce/local-stack';
import { endWith } from './launch.ts';
import { dataDirectory } from './places.ts';

const progress = createProgress();
const directory = dataDirectory();
try {
  await wipeDirectory(directory, progress);
  progress.line(`  ✓ ${directory} is deleted; the next start begins without data`);
} catch (error) {
  process.exitCode = endWith(error);
}
