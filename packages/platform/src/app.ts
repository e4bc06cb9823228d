import type { AppName } from '@commerce/contracts/apps';
import { contracts } from '@commerce/contracts/contracts';
import { AUDIT_LOG, OUTSIDE_USERS, TOKENS } from '@commerce/contracts/identity/access';
import { identityOperations } from '@commerce/contracts/identity/operations';
import {
  type App,
  type AppDeclaration,
  type AppStreams,
  type CalledOperation,
  defineApp as defineRuntimeApp,
  recordsAudit,
  type Resource,
  verifiesTokens,
} from 'dapr-actor-runtime/app';
import type { Settings } from 'dapr-actor-runtime/config';
import { apiApps, documentOf } from './documents.ts';
import { SPAN_NAMESPACE, spanIds } from './span-attributes.ts';

type PlatformField =
  'name' | 'access' | 'pubsub' | 'outboxTopics' | 'document' | 'spans' | 'secretFields';

/** Personal data of orders, which no log line may contain. */
const SECRET_FIELDS = ['shippingAddress'];

/**
 * Declares an app of the platform: identity issues its tokens and stores its audit log, its events
 * use the pub/sub component `pubsub`, and its OpenAPI document is made from its contract.
 */
export function defineApp<
  S extends Settings,
  U extends Resource,
  D,
  T extends AppStreams | undefined = undefined,
>(declaration: Omit<AppDeclaration<S, U, D, T>, PlatformField> & { name: AppName }): App<D> {
  const { name } = declaration;
  const app = defineRuntimeApp({
    ...declaration,
    access: { issuer: TOKENS, outsideUsers: OUTSIDE_USERS, audit: AUDIT_LOG },
    pubsub: 'pubsub',
    outboxTopics: Object.keys(contracts[name].topics),
    spans: { namespace: SPAN_NAMESPACE, ids: spanIds },
    secretFields: SECRET_FIELDS,
    ...(apiApps.includes(name) && { document: documentOf(name) }),
  } as AppDeclaration<S, U, D, T>);
  return { ...app, calls: [...app.calls, ...callsToIdentity(app)] };
}

/** The operations of identity that the runtime calls to verify tokens and record staff actions. */
function callsToIdentity<D>(app: App<D>): CalledOperation[] {
  if (app.name === 'identity') return [];
  const { getJwks, listRevocations, noteAudit } = identityOperations;
  const known = new Set(app.calls.map(({ operationId }) => operationId));
  return [
    ...(verifiesTokens(app) ? [getJwks, listRevocations] : []),
    ...(recordsAudit(app) ? [noteAudit] : []),
  ].filter(({ operationId }) => !known.has(operationId));
}
