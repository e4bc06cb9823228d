import type { AppAccess } from '@commerce/local-stack';
import { type App, daprApisOf } from 'dapr-actor-runtime/app';
import { stringify } from 'yaml';
import { GENERATED } from './generated.ts';

/** The Dapr APIs, the allowed callers and the random secrets of each app. */
export function accessOfApps(apps: readonly App[]): Map<string, AppAccess> {
  return new Map(
    apps.map((app) => [
      app.name,
      { apis: daprApisOf(app), callers: callersOf(app.name, apps), secrets: secretsOf(app) },
    ]),
  );
}

/** The text of dapr/access.yaml. */
export function accessTable(apps: readonly App[]): string {
  const table = Object.fromEntries(accessOfApps(apps));
  return [
    `# ${GENERATED}`,
    '# The Dapr APIs that each app may use, the callers that may invoke it, and the secrets that it gets.',
    "# Everything else is refused: the launcher makes the Configuration of each app's sidecar from",
    '# dapr/config.yaml and this table.',
    '#',
    '# apis: the HTTP APIs (version 1) of its sidecar that the app uses. No app may use the gRPC API.',
    '# callers: by app id, the operations of this app that the caller may invoke. Calls of actors are not',
    '# invocations: they need the API `actors`.',
    '# secrets: environment variables with random values, for this app only.',
    stringify(table),
  ].join('\n');
}

function callersOf(name: string, apps: readonly App[]): Record<string, string[]> {
  const callers = apps.flatMap((caller): [string, string[]][] => {
    const called = caller.calls.filter((operation) => operation.app === name);
    if (called.length === 0) return [];
    return [[caller.name, called.map(({ method, path }) => `${method} ${path}`)]];
  });
  return Object.fromEntries(callers);
}

function secretsOf({ settings }: App): string[] {
  return Object.values(settings)
    .filter(({ secret }) => secret === 'random')
    .map(({ name }) => name);
}
