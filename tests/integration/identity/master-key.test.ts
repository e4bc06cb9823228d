import { randomBytes } from 'node:crypto';
import { openRootSecret, WrongMasterKeyError } from 'dapr-actor-runtime/personal-data';
import { silentLog } from '@commerce/testing/app-under-test';
import test, { type ExecutionContext } from 'ava';
import { identityUnderTest, startIdentityApp } from './identity-app.ts';

const newKey = () => randomBytes(32).toString('hex');
const [FIRST, SECOND, THIRD] = [newKey(), newKey(), newKey()];
const { app, stack, databaseUrl } = await identityUnderTest({ masterKey: FIRST });
const urls = { databaseUrl, redisUrl: stack.redisUrl };
type App = typeof app;
type Person = Awaited<ReturnType<App['newPerson']>>;

const sealsIn = async ({ deps }: App) =>
  (await deps.database.query('SELECT FROM root_secrets')).rows.length;

/** What an earlier process has stored is used: sign-in, sessions, addresses and the audit chain. */
async function stillWorks(t: ExecutionContext, at: App, person: Person): Promise<void> {
  const { email, password, tokens } = person;
  const signedIn = await at.call('POST', '/sessions', { body: { email, password } });
  t.is(signedIn.status, 201, 'the password and the look-up by e-mail');
  const body = { refreshToken: tokens.refreshToken };
  const refreshed = await at.call('POST', '/sessions/refresh', { body });
  t.is(refreshed.status, 200, 'a session from before');
  Object.assign(tokens, refreshed.body);
  const me = await at.call('GET', '/me', { token: tokens.accessToken });
  t.like(me.body, { email }, 'sealed personal data');
  t.is((await at.deps.auditLog.check()).fault, undefined, 'the audit chain');
}

test.serial(
  'the master key is changed under use, the former one goes, and all that was stored stays',
  async (t) => {
    const person = await app.newPerson();
    t.is(await sealsIn(app), 1);
    const changed = await startIdentityApp(urls, { masterKey: SECOND, formerMasterKey: FIRST });
    t.teardown(() => changed.stop());
    t.is(await sealsIn(changed), 2);
    await stillWorks(t, changed, person);
    await stillWorks(t, app, person);
    const late = await changed.newPerson();
    const former = await startIdentityApp(urls, { masterKey: FIRST, formerMasterKey: SECOND });
    t.teardown(() => former.stop());
    await stillWorks(t, former, late);

    const alone = await startIdentityApp(urls, { masterKey: SECOND });
    t.teardown(() => alone.stop());
    t.is(await sealsIn(alone), 1);
    await stillWorks(t, alone, person);
    await stillWorks(t, alone, late);
  },
);

test.serial(
  'a master key that does not open the data is refused in words, and nothing is made with it',
  async (t) => {
    for (const given of [{ masterKey: FIRST }, { masterKey: THIRD, formerMasterKey: FIRST }]) {
      const error = await t.throwsAsync(startIdentityApp(urls, given), {
        instanceOf: WrongMasterKeyError,
      });
      t.regex(error?.message ?? '', /IDENTITY_MASTER_KEY .* does not open the data/);
      t.regex(error?.message ?? '', /FORMER_IDENTITY_MASTER_KEY/);
      t.false([FIRST, SECOND, THIRD].some((key) => error?.message.includes(key)));
    }
    t.is(await sealsIn(app), 1);
  },
);

test.serial(
  'data from before the root secret keep the keys of their first master key',
  async (t) => {
    const { database } = app.deps;
    const [first, second] = [newKey(), newKey()];
    await database.query(
      `DELETE FROM root_secrets; INSERT INTO root_secrets (master_key_id) VALUES ('from-before')`,
    );
    const setting = { setting: 'IDENTITY_MASTER_KEY', log: silentLog };
    const opened = (master: string, former?: string) =>
      openRootSecret(database, { master, former, ...setting });
    t.is(await opened(second, first), first, 'also when the key is changed with the upgrade');
    t.is(await opened(second), first);
    await t.throwsAsync(opened(first), { instanceOf: WrongMasterKeyError });
  },
);

test.serial('processes that start at once on an empty database make one root secret', async (t) => {
  const { database } = app.deps;
  await database.query('DELETE FROM root_secrets');
  const setting = { setting: 'IDENTITY_MASTER_KEY', log: silentLog };
  const all = await Promise.all(
    Array.from({ length: 4 }, () =>
      openRootSecret(database, { master: FIRST, former: undefined, ...setting }),
    ),
  );
  t.is(new Set(all).size, 1);
  t.false(all.includes(FIRST));
});
