import { AUDIT_LOG, TOKENS } from '@commerce/contracts/identity/access';
import type { AppName } from '@commerce/contracts/apps';
import {
  type App,
  type AppDeclaration,
  defineApp as defineRuntimeApp,
  type Resource,
} from '@commerce/runtime/app';
import type { Settings } from '@commerce/runtime/config';
import { apiApps, documentOf } from './documents.ts';

type SamePlatform = 'name' | 'access' | 'pubsub' | 'document';

/**
 * Declares an app of the platform: its tokens come from identity, which also keeps the audit log, its
 * events go over the pub/sub component `pubsub`, and its document describes its contract.
 */
export function defineApp<S extends Settings, U extends Resource, D>(
  declaration: Omit<AppDeclaration<S, U, D>, SamePlatform> & { name: AppName },
): App<D> {
  const { name } = declaration;
  return defineRuntimeApp({
    ...declaration,
    access: { issuer: TOKENS, audit: AUDIT_LOG },
    pubsub: 'pubsub',
    ...(apiApps.includes(name) && { document: documentOf(name) }),
  } as AppDeclaration<S, U, D>);
}
