import { parseArgs } from 'node:util';
import type { AppCommand } from 'dapr-actor-runtime/app';
import type { IdentityDeps } from '../deps.ts';
import { rotateSigningKey } from '../use-cases/rotate-signing-key.ts';

/** `rotate-signing-key`: publishes a new key for tokens, where the launcher's `npm run keys` cannot be run. */
export const rotateSigningKeyCommand: AppCommand<IdentityDeps> = async (deps, { args }) => {
  parseArgs({ args, options: {} });
  const { kid, signsFrom } = await rotateSigningKey(deps);
  return `the key ${kid} is published and signs from ${signsFrom}`;
};
