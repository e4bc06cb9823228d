import { type App, daprApisOf } from '@commerce/runtime/app';
import { stringify } from 'yaml';
import { GENERATED } from './generated.ts';

/** Who may call what, which Dapr APIs an app uses, and which secrets it gets. */
export function accessTable(apps: readonly App[]): string {
  const table = Object.fromEntries(
    apps.map((app) => [
      app.name,
      { apis: daprApisOf(app), callers: callersOf(app.name, apps), secrets: secretsOf(app) },
    ]),
  );
  return [
    `# ${GENERATED}`,
    '# The access list: what each app may do through Dapr, who may call it, and the secrets that it gets.',
    "# Everything else is refused: the launcher makes the Configuration of each app's sidecar from",
    '# dapr/config.yaml and this file.',
    '#',
    '# apis: the HTTP APIs (version 1) of its sidecar that the app uses. No app may use the gRPC API.',
    '# callers: by app id, the operations of this app that the caller may invoke. Calls of actors are not',
    '# invocation: an app without the API `actors` calls none.',
    '# secrets: environment variables with random values, for this app alone.',
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
