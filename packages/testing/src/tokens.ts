import { clientCredentials, openClient } from '@commerce/client';
import type { Role } from '@commerce/contracts/identity/access';
import { demoAccounts, loadSecrets } from '@commerce/local-stack';
import type { TestStack } from './stack.ts';

type Authorization = { authorization: string };

export type Tokens = ReturnType<typeof openTokens>;

/** Access tokens of the demo accounts and service clients, as headers. Each is requested once. */
export function openTokens({ gatewayUrl, serviceClients, dataDir }: TestStack) {
  const importer = clientCredentials(gatewayUrl, serviceClients.importer);
  const loadTester = clientCredentials(gatewayUrl, serviceClients.loadTester);
  const people = new Map<Role, Promise<Authorization>>();

  async function signIn(role: Role): Promise<Authorization> {
    const account = demoAccounts(loadSecrets(dataDir)).find((one) => one.roles.at(-1) === role);
    if (account === undefined) throw new Error(`there is no demo account for ${role}`);
    const { email, password } = account;
    const answer = await openClient(gatewayUrl)('signIn', { body: { email, password } });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${JSON.stringify(answer.problem)}`);
    return bearer(answer.body.accessToken);
  }

  return {
    /** May set prices and customers, and record shipments and returns. */
    importer: async () => bearer(await importer()),
    /** May create products, receive stock and use the orders of all customers. */
    loadTester: async () => bearer(await loadTester()),
    /** The demo account of a role: its session lasts as long as the test file runs. */
    person(role: Role): Promise<Authorization> {
      const known = people.get(role) ?? signIn(role);
      people.set(role, known);
      return known;
    },
  };
}

const bearer = (token: string): Authorization => ({ authorization: `Bearer ${token}` });
