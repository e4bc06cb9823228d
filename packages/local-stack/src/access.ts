import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SetupError } from './errors.ts';
import { APP_TRUST_DOMAIN } from './trust.ts';

/** What one app may do through Dapr, who may call which of its operations, and its random secrets. */
export interface AppAccess {
  apis: string[];
  callers: Record<string, string[]>;
  /** Environment variables. */
  secrets: string[];
}

interface Operation {
  name: string;
  httpVerb: string[];
  action: 'allow';
}

const OPERATION = /^(GET|POST|PUT|PATCH|DELETE) (\/\S+)$/;
/** Matches one segment at the end of a path. */
const LAST_SEGMENT = '*';
// Dapr skips a plain `*` in the middle of a path, and takes `**` for all that follows. Three fall
// through both of its cases to its comparison by pattern, which stays within one segment.
const MIDDLE_SEGMENT = '***';

/** The table of dapr/access.yaml. Throws SetupError when an operation in it cannot be read. */
export function readAccess(file: string): Record<string, AppAccess> {
  const table = parse(readFileSync(file, 'utf8')) as Record<string, AppAccess>;
  for (const [app, { callers }] of Object.entries(table)) {
    const wrong = Object.values(callers)
      .flat()
      .find((operation) => !OPERATION.test(operation));
    if (wrong === undefined) continue;
    throw new SetupError({
      what: `${file} cannot be used`,
      why: `an operation of ${app} is not a verb and a path: ${wrong}`,
      next: `correct ${file}`,
    });
  }
  return table;
}

/** What stands in the table about an app. Throws SetupError when nothing does. */
export function accessOf(appId: string, table: Record<string, AppAccess>): AppAccess {
  const access = table[appId];
  if (access !== undefined) return access;
  throw new SetupError({
    what: `app ${appId} cannot be started`,
    why: 'dapr/access.yaml does not say what it may do and who may call it',
    next: 'add it to dapr/access.yaml',
  });
}

/** The Dapr APIs that are left on, as `spec.api` of a Configuration. */
export function apiSpec({ apis }: Pick<AppAccess, 'apis'>): object {
  return {
    // An empty list would allow everything. The state of its health every sidecar tells anyway; and
    // for unlocking there is no component.
    allowed: [
      ...['healthz', ...apis].map((name) => ({ name, version: 'v1', protocol: 'http' })),
      { name: 'unlock', version: 'v1alpha1', protocol: 'grpc' },
    ],
  };
}

/** Who may invoke what of an app, as `spec.accessControl` of a Configuration. It needs mTLS. */
export function accessControl(
  { callers }: Pick<AppAccess, 'callers'>,
  namespace = 'default',
): object {
  return {
    defaultAction: 'deny',
    trustDomain: APP_TRUST_DOMAIN,
    policies: Object.entries(callers).map(([appId, operations]) => ({
      appId,
      defaultAction: 'deny',
      trustDomain: APP_TRUST_DOMAIN,
      namespace,
      operations: operationsOf(operations),
    })),
  };
}

/**
 * Routes as Dapr matches them. It lets whatever stands below an operation pass as well, so a route
 * that has others below it is written `<route>/*`: Dapr applies that to the route itself, too.
 */
export function operationsOf(routes: string[]): Operation[] {
  const parsed = routes.map((route) => {
    const [, verb = '', path = ''] = OPERATION.exec(route) ?? [];
    return { verb, segments: path.slice(1).split('/') };
  });
  const hasOthersBelow = (segments: string[]) => {
    const start = `${segments.map(pattern).join('/')}/`;
    return parsed.some((other) => other.segments.map(pattern).join('/').startsWith(start));
  };
  const verbs = new Map<string, Set<string>>();
  for (const { verb, segments } of parsed) {
    const stages = segments.map(pattern);
    if (stages.at(-1) === MIDDLE_SEGMENT) stages[stages.length - 1] = LAST_SEGMENT;
    else if (hasOthersBelow(segments)) stages.push(LAST_SEGMENT);
    const name = `/${stages.join('/')}`;
    verbs.set(name, (verbs.get(name) ?? new Set()).add(verb));
  }
  return [...verbs]
    .sort(([one], [other]) => (breadths(one) < breadths(other) ? -1 : 1))
    .map(([name, allowed]) => ({ name, httpVerb: [...allowed], action: 'allow' }));
}

function pattern(segment: string): string {
  return segment.startsWith(':') ? MIDDLE_SEGMENT : segment;
}

// Dapr takes the first child of a stage that matches: plain names must come before patterns, and of
// these the one for the end of a path.
function breadths(name: string): string {
  const stages = name.slice(1).split('/');
  return stages.map((stage) => ['*', '***'].indexOf(stage) + 1).join('');
}
