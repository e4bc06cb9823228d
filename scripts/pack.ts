import { join } from 'node:path';
import { commandLine } from './command-line.ts';
import { root } from './places.ts';
import { packRuntime } from './runtime-package/pack.ts';

const { out } = commandLine({
  name: 'npm run pack --',
  about: 'Packs packages/runtime as it is published to npm: JavaScript, types and READMEs.',
})
  .option('--out <folder>', 'where the file goes', join(root, '.data', 'packages'))
  .parse()
  .opts<{ out: string }>();

const { file, files } = packRuntime(out);
console.log(`${file}, ${files.length} files`);
