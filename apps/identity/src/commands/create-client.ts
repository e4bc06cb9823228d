import { parseArgs } from 'node:util';
import { scopes as allScopes, type Scope } from '@commerce/contracts/identity/access';
import { RegisterClient } from '@commerce/contracts/identity/client-api';
import type { AppCommand } from 'dapr-actor-runtime/app';
import { compileSchema, validate } from 'dapr-actor-runtime/http';
import type { IdentityDeps } from '../deps.ts';
import { ensureClient } from '../use-cases/ensure-client.ts';

const USAGE =
  'create-client --id <id> --scope <scope>... [--name <name>] [--secret-from-input] [--replace-secret]';
const Client = compileSchema(RegisterClient);

/**
 * `create-client`: registers a service client, and is safe to repeat. A secret that is made here is printed
 * once, in the form of an env file.
 */
export const createClientCommand: AppCommand<IdentityDeps> = async (deps, { args, input }) => {
  const { values } = parseArgs({
    args,
    options: {
      id: { type: 'string' },
      name: { type: 'string' },
      scope: { type: 'string', multiple: true },
      'secret-from-input': { type: 'boolean', default: false },
      'replace-secret': { type: 'boolean', default: false },
    },
  });
  const { id, name = id, scope = [] } = values;
  if (id === undefined || scope.length === 0) throw new Error(`Usage: ${USAGE}`);
  const unknown = scope.find((one) => !allScopes.includes(one as Scope));
  if (unknown !== undefined) {
    throw new Error(`there is no scope ${unknown}; there are ${allScopes.join(', ')}`);
  }
  const wanted = validate(Client, { id, name, scopes: scope });
  const { done, newSecret } = await ensureClient(deps, {
    id: wanted.id,
    name: wanted.name,
    scopes: wanted.scopes ?? [],
    secret: values['secret-from-input'] ? await input() : undefined,
    replaceSecret: values['replace-secret'],
  });
  return newSecret === undefined
    ? `client ${id}: ${done}`
    : `CLIENT_ID=${id}\nCLIENT_SECRET=${newSecret}`;
};
