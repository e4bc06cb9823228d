import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { camelCase, pascalCase } from '@commerce/contracts/apps';
import { formatted } from '../formatted.ts';

const TEMPLATES = import.meta.dirname;
const SUFFIX = '.template';

/** The files of the smallest app by their paths in the repository. `now` dates its migration. */
export async function appFiles(name: string, now: Date): Promise<Map<string, string>> {
  const templates = globSync(`{app,contract}/**/*${SUFFIX}`, { cwd: TEMPLATES }).sort();
  const files = templates.map(async (template): Promise<[string, string]> => {
    const path = pathOf(template.slice(0, -SUFFIX.length), name, now);
    const text = filledIn(readFileSync(join(TEMPLATES, template), 'utf8'), name);
    return [path, await formatted(path, text)];
  });
  return new Map(await Promise.all(files));
}

function pathOf(template: string, name: string, now: Date): string {
  const [folder, ...rest] = template.split('/');
  const home = folder === 'app' ? `apps/${name}` : `packages/contracts/src/${name}`;
  return join(home, ...rest).replace(
    'create-tables.ts',
    `${migrationStamp(now)}-create-${name}.ts`,
  );
}

/** The start of a migration's name: `20261129T1900`. */
function migrationStamp(now: Date): string {
  return now.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length).replaceAll(/[-:]/g, '');
}

function filledIn(text: string, name: string): string {
  return text
    .replaceAll('{{name}}', name)
    .replaceAll('{{camelName}}', camelCase(name))
    .replaceAll('{{Name}}', pascalCase(name));
}
