import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SetupError } from './errors.ts';
import { APP_TRUST_DOMAIN } from './trust.ts';

/** The Dapr APIs of an app, the operations that other apps may call, and its random secrets. */
export interface AppAccess {
  apis: string[];
  callers: Record<string, string[]>;
  /** Names of environment variables. */
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
// Dapr skips a plain `*` in the middle of a path, and `**` matches the whole rest. `***` is neither
// case for Dapr: it is compared as a pattern, which matches one segment.
const MIDDLE_SEGMENT = '***';

/** Reads the table of dapr/access.yaml. Throws SetupError for a malformed operation. */
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

/** The entry of an app in the table. Throws SetupError if there is none. */
export function accessOf(appId: string, table: Record<string, AppAccess>): AppAccess {
  const access = table[appId];
  if (access !== undefined) return access;
  throw new SetupError({
    what: `app ${appId} cannot be started`,
    why: 'dapr/access.yaml has no entry for it',
    next: 'run npm run generate',
  });
}

/** The allowed Dapr APIs, as `spec.api` of a Configuration. */
export function apiSpec({ apis }: Pick<AppAccess, 'apis'>): object {
  return {
    // An empty list would allow everything. healthz is always on, and there is no lock component,
    // so these two entries allow nothing more.
    allowed: [
      ...['healthz', ...apis].map((name) => ({ name, version: 'v1', protocol: 'http' })),
      { name: 'unlock', version: 'v1alpha1', protocol: 'grpc' },
    ],
  };
}

/** The allowed callers of an app, as `spec.accessControl` of a Configuration. Needs mTLS. */
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
 * Routes as operations of Dapr's access control. Dapr also allows every path below an operation, so
 * a route with other routes below it is written `<route>/*`, which Dapr applies to the route itself
 * too.
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
    const parts = segments.map(pattern);
    if (parts.at(-1) === MIDDLE_SEGMENT) parts[parts.length - 1] = LAST_SEGMENT;
    else if (hasOthersBelow(segments)) parts.push(LAST_SEGMENT);
    const name = `/${parts.join('/')}`;
    verbs.set(name, (verbs.get(name) ?? new Set()).add(verb));
  }
  return [...verbs]
    .sort(([one], [other]) => (specificity(one) < specificity(other) ? -1 : 1))
    .map(([name, allowed]) => ({ name, httpVerb: [...allowed], action: 'allow' }));
}

function pattern(segment: string): string {
  return segment.startsWith(':') ? MIDDLE_SEGMENT : segment;
}

// Dapr takes the first matching child of a path node: plain names must come before patterns, and of
// the patterns the one for the end of a path first.
function specificity(name: string): string {
  const parts = name.slice(1).split('/');
  return parts.map((part) => ['*', '***'].indexOf(part) + 1).join('');
}
