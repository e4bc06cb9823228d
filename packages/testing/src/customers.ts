import { randomBytes } from 'node:crypto';
import { openClient } from '@commerce/client';
import { mailedToken } from './mails.ts';
import type { TestStack } from './stack.ts';

/** A signed-in customer of one test. */
export interface Customer {
  customerId: string;
  email: string;
  password: string;
  /** With the access token, which is valid for 10 minutes. */
  headers: { authorization: string };
}

/** Registers a customer, verifies the e-mail address with the mailed token, and signs in. */
export async function newCustomer({ gatewayUrl, dataDir }: TestStack): Promise<Customer> {
  const call = openClient(gatewayUrl);
  const email = `p${randomBytes(8).toString('hex')}@example.org`;
  const password = `pass ${randomBytes(8).toString('hex')}`;
  await call('registerAccount', { body: { email, password, name: 'Ada Lovelace' } });
  const token = await mailedToken({ dataDir }, { to: email, subject: 'verify-address' });
  const verified = await call('verifyAddress', { body: { token } });
  if (!verified.ok) throw new Error(`${email} is not verified: ${verified.code}`);
  const session = await call('signIn', { body: { email, password } });
  if (!session.ok) throw new Error(`${email} cannot sign in: ${session.code}`);
  const headers = { authorization: `Bearer ${session.body.accessToken}` };
  return { customerId: verified.body.customerId, email, password, headers };
}
