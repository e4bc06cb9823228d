// Writes every file that follows from the declarations of the apps: the run file, access table, components
// and resiliency of Dapr, the list of contracts, docs/reference, the types of the client, the API report of
// the runtime. With --release also the document that later ones are compared with; with --access-matrix
// also rows for operations that docs/access-matrix.md lacks, for a person to review. A tidy test fails while
// a file is out of date.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandLine } from './command-line.ts';
import { CONTRACTS_FILE, contractsFile } from './generate/contracts-file.ts';
import { GENERATED } from './generate/generated.ts';
import { root } from './places.ts';

const { release, accessMatrix } = commandLine({
  name: 'npm run generate --',
  about: 'Writes every file that follows from the declarations of the apps.',
})
  .option('--release', 'also write the document that later ones are compared with', false)
  .option('--access-matrix', 'also add rows to docs/access-matrix.md, to be reviewed', false)
  .parse()
  .opts<{ release: boolean; accessMatrix: boolean }>();

function write(files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

/** Removes generated files of a folder that no declaration asks for any more. */
function prune(folder: string, files: ReadonlyMap<string, string>): void {
  for (const name of readdirSync(join(root, folder))) {
    const file = join(root, folder, name);
    const isGenerated = readFileSync(file, 'utf8').includes(GENERATED);
    if (isGenerated && !files.has(join(folder, name))) rmSync(file);
  }
}

// The declarations import the list of contracts, so it comes first.
write(new Map([[CONTRACTS_FILE, contractsFile()]]));
const { loadApps } = await import('./generate/apps.ts');
const { GENERATED_FOLDERS, configurationFiles, referenceFiles } =
  await import('./generate/index.ts');
const { RELEASED_DOCUMENT, writeReleasedDocument } = await import('./openapi/released-document.ts');
const { REFERENCE } = await import('./reference/index.ts');

if (release) {
  await writeReleasedDocument();
  console.log(`${RELEASED_DOCUMENT} is the API as it is now`);
}
const apps = await loadApps();
const configuration = await configurationFiles(apps);
write(configuration);
for (const folder of GENERATED_FOLDERS) prune(folder, configuration);
const reference = await referenceFiles(apps);
write(reference);
prune(REFERENCE, reference);
if (accessMatrix) {
  const { addMissingRows } = await import('./generate/access-matrix.ts');
  const added = await addMissingRows();
  for (const row of added) console.log(`docs/access-matrix.md, to be reviewed: ${row}`);
}
console.log(`${configuration.size + reference.size} files are as the declarations say`);
