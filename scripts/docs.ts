// Writes docs/reference/ from the code. The tidy tests fail while it stands otherwise.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.ts';
import { REFERENCE, referencePages } from './reference/index.ts';

const folder = join(root, REFERENCE);
const pages = await referencePages();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
console.log(`${pages.size} pages in ${REFERENCE}`);
