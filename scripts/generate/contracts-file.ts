import { appNames, camelCase } from '@commerce/contracts/apps';
import { GENERATED } from './generated.ts';

/** The file that imports the contract of every app. */
export const CONTRACTS_FILE = 'packages/contracts/src/contracts.ts';

/** Its text. It depends only on the list of apps, because every app imports this file. */
export function contractsFile(): string {
  return [
    `// ${GENERATED}`,
    `import type { AppName } from './apps.ts';`,
    `import type { Contract } from './contract.ts';`,
    ...appNames.map((app) => `import { ${camelCase(app)} } from './${app}/contract.ts';`),
    '',
    '/** The contract of every app. */',
    'export const contracts = {',
    ...appNames.map(propertyOf),
    '} satisfies Record<AppName, Contract>;',
    '',
  ].join('\n');
}

function propertyOf(app: string): string {
  const contract = camelCase(app);
  return contract === app ? `  ${app},` : `  '${app}': ${contract},`;
}
