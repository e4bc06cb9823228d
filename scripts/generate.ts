// Writes every file that follows from the declarations of the apps: the run file, access table, components
// and resiliency of Dapr, the list of contracts, docs/reference, the types of the client. With --release
// also the document that later ones are compared with. A tidy test fails while one is not current.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CONTRACTS_FILE, contractsFile } from './generate/contracts-file.ts';
import { root } from './places.ts';

// The declarations import the list of contracts, so it comes first.
writeFileSync(join(root, CONTRACTS_FILE), contractsFile());
const { COMPONENTS, generatedFiles } = await import('./generate/index.ts');
const { RELEASED_DOCUMENT, writeReleasedDocument } = await import('./openapi/released-document.ts');
const { REFERENCE } = await import('./reference/index.ts');

if (process.argv.includes('--release')) {
  await writeReleasedDocument();
  console.log(`${RELEASED_DOCUMENT} is the API as it is now`);
}
const files = await generatedFiles();
for (const folder of [REFERENCE, COMPONENTS]) {
  mkdirSync(join(root, folder), { recursive: true });
  for (const name of readdirSync(join(root, folder))) {
    const isByHand = name === 'envsecrets.yaml';
    if (!isByHand && !files.has(join(folder, name))) rmSync(join(root, folder, name));
  }
}
for (const [file, text] of files) {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
const folders = new Set([...files.keys()].map((file) => dirname(file)));
console.log(`${files.size} files in ${folders.size} folders, such as ${basename(REFERENCE)}`);
