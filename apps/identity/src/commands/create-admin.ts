import { parseArgs } from 'node:util';
import { RequestMail } from '@commerce/contracts/identity/identity-api';
import type { AppCommand } from 'dapr-actor-runtime/app';
import { compileSchema, validate } from 'dapr-actor-runtime/http';
import type { IdentityDeps } from '../deps.ts';
import { createAdmin } from '../use-cases/create-admin.ts';

const USAGE = 'create-admin --email <address> [--another], with the password on the standard input';
const Address = compileSchema(RequestMail);

/** `create-admin`: creates the account of the first admin, and is safe to repeat. */
export const createAdminCommand: AppCommand<IdentityDeps> = async (deps, { args, input }) => {
  const { values } = parseArgs({
    args,
    options: { email: { type: 'string' }, another: { type: 'boolean', default: false } },
  });
  if (values.email === undefined) throw new Error(`Usage: ${USAGE}`);
  const { email } = validate(Address, { email: values.email });
  const password = await input();
  if (password === '') throw new Error(`there is no password. Usage: ${USAGE}`);
  const { customerId, created } = await createAdmin(deps, {
    email,
    password,
    another: values.another,
  });
  return created
    ? `created the admin ${email}, ${customerId}`
    : `${email} is an admin already, ${customerId}: nothing was changed, also not the password`;
};
