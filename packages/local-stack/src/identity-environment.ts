import { join } from 'node:path';
import { roles, type Role } from '@commerce/contracts/identity/access';
import type { Seed } from '@commerce/contracts/identity/identity-api';
import { secretOf, type Secrets } from './secrets.ts';

/** A demo account of the local stack. */
export interface DemoAccount {
  email: string;
  password: string;
  roles: Role[];
}

/** One demo account per role, all with the random password of the data directory. */
export function demoAccounts({ demoPassword }: Secrets): DemoAccount[] {
  return roles.map((role) => ({
    email: `${role}@demo.example`,
    password: demoPassword,
    roles: ['customer', ...(role === 'customer' ? [] : [role])],
  }));
}

/** The service clients of the local stack. */
export type ServiceClients = Record<'importer' | 'loadTester', { id: string; secret: string }>;

/** The credentials of the service clients. */
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

/** Further settings of identity in a local stack: the folder for mails, and seed data. */
export function localEnvironment(secrets: Secrets, dataDir: string): Record<string, string> {
  return { MAIL_DIR: join(dataDir, 'mail'), LOCAL_SEED: JSON.stringify(seedOf(secrets)) };
}
