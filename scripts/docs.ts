// Generates docs/reference/ and the types of the client from the code; with --release also the
// released API document that later ones are compared with. The tidy tests fail if these files are
// outdated.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_TYPES, clientFile } from './openapi/client-file.ts';
import { RELEASED_DOCUMENT, writeReleasedDocument } from './openapi/released-document.ts';
import { root } from './places.ts';
import { REFERENCE, referencePages } from './reference/index.ts';

const folder = join(root, REFERENCE);
mkdirSync(folder, { recursive: true });
if (process.argv.includes('--release')) {
  await writeReleasedDocument();
  console.log(`${RELEASED_DOCUMENT} is now the current API`);
}
const pages = await referencePages();
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(root, CLIENT_TYPES), await clientFile());
console.log(`${pages.size} pages in ${REFERENCE}, and ${CLIENT_TYPES}`);
