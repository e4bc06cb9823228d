import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { CLIENT_TYPES, clientFile } from '../openapi/client-file.ts';
import { root } from '../places.ts';
import { REFERENCE, referencePages } from '../reference/index.ts';
import { accessTable } from './access-table.ts';
import { loadApps } from './apps.ts';
import { componentFiles } from './components.ts';
import { CONTRACTS_FILE, contractsFile } from './contracts-file.ts';
import { resiliencyFile } from './resiliency.ts';
import { runFile } from './run-file.ts';

/** The folder of the components of the local set. `envsecrets.yaml` in it is written by hand. */
export const COMPONENTS = join('components', 'local');

/** Every generated file by its path in the repository, with the text that it must have. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const apps = await loadApps();
  const style = await resolveConfig(join(root, 'package.json'));
  const yaml = (text: string) => format(text, { ...style, parser: 'yaml' });
  const files = new Map([
    [CONTRACTS_FILE, contractsFile()],
    [CLIENT_TYPES, await clientFile()],
    ['dapr/dapr.yaml', await yaml(runFile(apps))],
    ['dapr/access.yaml', await yaml(accessTable(apps))],
    ['dapr/resources/resiliency.yaml', await yaml(resiliencyFile(apps))],
  ]);
  for (const [name, text] of componentFiles(apps)) {
    files.set(join(COMPONENTS, name), await yaml(text));
  }
  for (const [name, text] of await referencePages(apps)) files.set(join(REFERENCE, name), text);
  return files;
}
