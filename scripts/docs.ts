// Writes docs/reference/ and the types of the client from the code; with --release also the document
// that later ones are compared with. The tidy tests fail while they stand otherwise.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './command-line.ts';
import { CLIENT_TYPES, clientFile } from './openapi/client-file.ts';
import { RELEASED_DOCUMENT, writeReleasedDocument } from './openapi/released-document.ts';
import { root } from './places.ts';
import { REFERENCE, referencePages } from './reference/index.ts';

const { release } = commandLine({
  name: 'npm run docs:generate --',
  about: 'Writes docs/reference/ and the types of the client from the code.',
})
  .option('--release', 'also write the document that later ones are compared with', false)
  .parse()
  .opts<{ release: boolean }>();

const folder = join(root, REFERENCE);
mkdirSync(folder, { recursive: true });
if (release) {
  await writeReleasedDocument();
  console.log(`${RELEASED_DOCUMENT} is the API as it is now`);
}
const pages = await referencePages();
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(root, CLIENT_TYPES), await clientFile());
console.log(`${pages.size} pages in ${REFERENCE}, and ${CLIENT_TYPES}`);
