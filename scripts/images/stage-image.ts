// The step of the Dockerfile that decides what an image contains. The program is named by APP:
// APP=order node scripts/images/stage-image.ts <empty folder>
import { programNamed } from './image.ts';
import { stage } from './stage.ts';

const { APP = '' } = process.env;
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name an empty folder');
const { files, packages } = stage(programNamed(APP), folder);
console.log(`${APP}: ${files.length} files and ${packages.length} packages`);
