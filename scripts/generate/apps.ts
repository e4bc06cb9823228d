import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { appNames } from '@commerce/contracts/apps';
import type { App } from 'dapr-actor-runtime/app';
import { root } from '../places.ts';

/** The declarations of all apps, in the order of their list. */
export function loadApps(): Promise<App[]> {
  return Promise.all(
    appNames.map(async (name) => {
      const file = pathToFileURL(join(root, 'apps', name, 'src', 'app.ts'));
      const { default: app } = (await import(file.href)) as { default?: App };
      if (app?.name === name) return app;
      throw new Error(
        `apps/${name}/src/app.ts has no default export that declares the app ${name}`,
      );
    }),
  );
}
