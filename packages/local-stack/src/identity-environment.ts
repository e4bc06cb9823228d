import { join } from 'node:path';
import { roles, type Role } from '@commerce/contracts/identity/access';
import type { Seed } from '@commerce/contracts/identity/identity-api';
import { secretOf, type Secrets } from './secrets.ts';

/** A person whom the local set knows: one for each role. */
export interface DemoAccount {
  email: string;
  password: string;
  roles: Role[];
}

/** One account per role, all with the random password of the data directory. */
export function demoAccounts({ demoPassword }: Secrets): DemoAccount[] {
  return roles.map((role) => ({
    email: `${role}@demo.example`,
    password: demoPassword,
    roles: ['customer', ...(role === 'customer' ? [] : [role])],
  }));
}

/** The programs that work with the platform from outside. */
export type ServiceClients = Record<'importer' | 'loadTester', { id: string; secret: string }>;

/** What the demo programs sign in with. */
export function serviceClients({ importerSecret, loadTesterSecret }: Secrets): ServiceClients {
  return {
    importer: { id: 'importer', secret: importerSecret },
    loadTester: { id: 'load-tester', secret: loadTesterSecret },
  };
}

function seedOf(secrets: Secrets): Seed {
  const service = { redirectUris: [] };
  const { importer, loadTester } = serviceClients(secrets);
  return {
    accounts: demoAccounts(secrets),
    clients: [
      {
        ...service,
        ...importer,
        name: 'Importer of orders',
        scopes: ['import', 'orders', 'stock', 'catalog'],
      },
      {
        ...service,
        ...loadTester,
        name: 'Load tester',
        scopes: ['orders', 'stock', 'catalog'],
      },
      {
        ...service,
        id: 'order',
        name: 'The order app',
        secret: secretOf(secrets, 'ORDER_CLIENT_SECRET'),
        scopes: ['data-keys'],
      },
      {
        id: 'demo-browser',
        name: 'Demo program in a browser',
        scopes: [],
        redirectUris: ['http://127.0.0.1:3000/callback'],
      },
    ],
  };
}

/** What the identity app of a local set gets beside its settings: a folder for mails, and demo data. */
export function localEnvironment(secrets: Secrets, dataDir: string): Record<string, string> {
  return { MAIL_DIR: join(dataDir, 'mail'), LOCAL_SEED: JSON.stringify(seedOf(secrets)) };
}
