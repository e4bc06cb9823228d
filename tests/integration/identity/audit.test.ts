import test from 'ava';
import { identityUnderTest } from './identity-app.ts';

const { app } = await identityUnderTest();

const record = (target: string) =>
  app.deps.auditLog.record({ actor: 'test', action: 'test.record', target, outcome: 'done' });
const faultNow = async () => (await app.deps.auditLog.check()).fault;

/** Changes the table as only its owner could, checks the chain, and restores the table. */
async function tampered(statements: string[], repair: string[]): Promise<string | undefined> {
  const unlock = 'ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only';
  for (const statement of [unlock, ...statements]) await app.database.query(statement);
  const fault = await faultNow();
  for (const statement of repair) await app.database.query(statement);
  await app.database.query('ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only');
  return fault;
}

test.serial('concurrent appends form one chain', async (t) => {
  await Promise.all(Array.from({ length: 100 }, (_, index) => record(`target-${index}`)));
  const { head, fault } = await app.deps.auditLog.check();
  t.is(fault, undefined);
  t.true(head.seq >= 100);
});

test.serial('the table refuses changes and deletions', async (t) => {
  for (const statement of [
    "UPDATE audit_log SET actor = 'x' WHERE seq = 1",
    'DELETE FROM audit_log WHERE seq = 1',
    'TRUNCATE audit_log',
  ]) {
    await t.throwsAsync(app.database.query(statement), { message: /append-only/ });
  }
});

test.serial('a changed row is detected, whichever column was changed', async (t) => {
  for (const change of [
    "actor = 'x'",
    "at = at + interval '1 s'",
    "outcome = 'refused'",
    "target = ''",
  ]) {
    const column = change.split(' ')[0];
    const fault = await tampered(
      [
        'CREATE TABLE kept AS SELECT * FROM audit_log',
        `UPDATE audit_log SET ${change} WHERE seq = 50`,
      ],
      [
        `UPDATE audit_log SET ${column} = kept.${column} FROM kept WHERE kept.seq = audit_log.seq`,
        'DROP TABLE kept',
      ],
    );
    t.is(fault, 'row 50 was changed', change);
    t.is(await faultNow(), undefined);
  }
});

test.serial('a removed row, a cut-off end and reordered rows are detected', async (t) => {
  const keep = 'CREATE TABLE kept AS SELECT * FROM audit_log';
  const repair = [
    'DELETE FROM audit_log',
    'INSERT INTO audit_log SELECT * FROM kept',
    'DROP TABLE kept',
  ];
  const removed = await tampered([keep, 'DELETE FROM audit_log WHERE seq = 40'], repair);
  t.is(removed, 'row 40 is missing: 41 follows 39');
  const cut = await tampered(
    [keep, 'DELETE FROM audit_log WHERE seq > (SELECT max(seq) - 2 FROM kept)'],
    repair,
  );
  t.regex(cut ?? '', /^rows after \d+ are missing$/);
  const swapped = await tampered(
    [
      keep,
      'UPDATE audit_log SET seq = -1 WHERE seq = 10',
      'UPDATE audit_log SET seq = 10 WHERE seq = 11',
      'UPDATE audit_log SET seq = 11 WHERE seq = -1',
    ],
    repair,
  );
  t.is(swapped, 'row 10 does not follow 9');
  t.is(await faultNow(), undefined);
});

test.serial('a row that was appended with a forged hash is detected', async (t) => {
  const forged = await tampered(
    [
      'CREATE TABLE kept_head AS SELECT * FROM audit_head',
      `INSERT INTO audit_log SELECT seq + 1, at, 'forger', action, target, outcome, correlation_id,
         hash, md5(hash) FROM audit_log ORDER BY seq DESC LIMIT 1`,
      'UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1)',
    ],
    [
      "DELETE FROM audit_log WHERE actor = 'forger'",
      'UPDATE audit_head SET seq = kept_head.seq, hash = kept_head.hash FROM kept_head',
      'DROP TABLE kept_head',
    ],
  );
  t.regex(forged ?? '', /^row \d+ was changed$/);
  t.is(await faultNow(), undefined);
});

test.serial('control characters that could forge a log line are stored escaped', async (t) => {
  await record('x\r\n{"level":30}\u001b[2J');
  const { rows } = await app.database.query(
    'SELECT target FROM audit_log ORDER BY seq DESC LIMIT 1',
  );
  t.is(rows[0]?.target, 'x\\u000d\\u000a{"level":30}\\u001b[2J');
});

test.serial('every sign-in, refusal and change of an account is recorded', async (t) => {
  const person = await app.newPerson();
  await app.call('POST', '/sessions', { body: { email: person.email, password: 'not the one' } });
  const { accessToken: token } = await app.promote(person, 'admin');
  const { body } = await app.call('GET', `/audit?about=${person.customerId}`, { token });
  const seen = (body['items'] as { action: string; outcome: string }[]).map(
    ({ action, outcome }) => `${action} ${outcome}`,
  );
  t.deepEqual(seen.toReversed(), [
    'account.register done',
    'account.verify done',
    'session.open done',
    'session.open refused',
    'session.open done',
  ]);
});

test.serial('only admins read the log, in pages', async (t) => {
  const person = await app.newPerson();
  t.is((await app.call('GET', '/audit', { token: person.tokens.accessToken })).status, 403);
  const { accessToken: token } = await app.promote(person, 'admin');
  const first = await app.call('GET', '/audit?limit=2', { token });
  const next = await app.call('GET', `/audit?limit=2&cursor=${String(first.body['nextCursor'])}`, {
    token,
  });
  const seqs = [first, next].flatMap(({ body }) =>
    (body['items'] as { seq: number }[]).map(({ seq }) => seq),
  );
  t.is(seqs.length, 4);
  t.deepEqual(
    seqs,
    [0, 1, 2, 3].map((back) => (seqs[0] ?? 0) - back),
  );
});

const CUSTOMER = `cus_${'0'.repeat(31)}1`;
const entry = { actor: CUSTOMER, action: 'adjustStock', target: '/stock/A/adjustments' };

/** Records an entry as an app does by service invocation. */
const recordFrom = (from: string, body: object) =>
  app.call('POST', '/internal/audit-entries', {
    body,
    headers: { 'dapr-caller-app-id': from, 'x-correlation-id': 'of-the-request' },
  });

const entriesAbout = async (about: string) => {
  const { accessToken: token } = await app.promote(await app.newPerson(), 'admin');
  return (await app.call('GET', `/audit?about=${about}`, { token })).body['items'] as object[];
};

test.serial('another app records the actions of a person in the same chain', async (t) => {
  for (const outcome of ['asked', 'done']) {
    t.is((await recordFrom('inventory', { ...entry, outcome })).status, 204);
  }
  const correlationId = 'of-the-request';
  const [done, asked, ...more] = await entriesAbout(CUSTOMER);
  t.like(done, { ...entry, outcome: 'done', correlationId });
  t.like(asked, { ...entry, outcome: 'asked', correlationId });
  t.deepEqual(more, []);
  t.is(await faultNow(), undefined);
});

test.serial('long and unprintable text from another app is cut off and escaped', async (t) => {
  const actor = `cus_${'0'.repeat(31)}2`;
  const target = `/stock/\n\u001b[2J${'A'.repeat(8_000)}`;
  t.is((await recordFrom('order', { ...entry, actor, target, outcome: 'refused' })).status, 204);
  const [row] = await entriesAbout(actor);
  t.is((row as { target: string }).target, `/stock/\\u000a\\u001b[2J${'A'.repeat(178)}`);
  t.is(await faultNow(), undefined);
});

for (const [what, change] of [
  ['an action of identity', { action: 'session.open' }],
  ['an actor that is not a customer', { actor: 'admin' }],
  ['an unknown outcome', { outcome: 'forgotten' }],
  ['its own time', { at: '2026-01-01T00:00:00Z' }],
  ['an empty target', { target: '' }],
] as const) {
  test.serial(`an entry with ${what} is refused`, async (t) => {
    const { head } = await app.deps.auditLog.check();
    t.is((await recordFrom('order', { ...entry, outcome: 'done', ...change })).status, 400);
    t.deepEqual((await app.deps.auditLog.check()).head, head);
  });
}

test.serial(
  'people, clients and apps without audited operations cannot write to the log',
  async (t) => {
    const admin = await app.promote(await app.newPerson(), 'admin');
    const client = await app.clientToken('order');
    const { head } = await app.deps.auditLog.check();
    const path = '/internal/audit-entries';
    const body = { ...entry, outcome: 'done' };
    for (const token of [admin.accessToken, client]) {
      const headers = { 'dapr-caller-app-id': 'order' };
      t.is((await app.call('POST', path, { body, token, headers })).status, 403);
    }
    t.is((await app.call('POST', path, { body })).status, 401);
    t.is((await recordFrom('stranger', body)).status, 401);
    t.deepEqual((await app.deps.auditLog.check()).head, head);
  },
);

test.serial(
  'actions of service clients are recorded together, with the times and causes they had',
  async (t) => {
    const entries = Array.from({ length: 100 }, (_, n) => ({
      actor: 'loader',
      action: 'shipOrder',
      target: `/orders/noted-${n}/shipments`,
      outcome: n % 2 === 0 ? 'done' : 'refused',
      at: `2026-11-30T09:00:00.${String(n).padStart(3, '0')}Z`,
      correlationId: `cause-${n}`,
    }));
    const { head: before } = await app.deps.auditLog.check();
    t.is((await recordFrom('order', { entries })).status, 204);
    const { head, fault } = await app.deps.auditLog.check();
    t.is(fault, undefined);
    t.is(head.seq, before.seq + 100);
    const admin = await app.promote(await app.newPerson(), 'admin');
    const path = '/audit?about=%2Forders%2Fnoted-7%2Fshipments';
    const { body } = await app.call('GET', path, { token: admin.accessToken });
    const { seq: _seq, ...stored } = (body['items'] as Record<string, unknown>[])[0] ?? {};
    t.deepEqual(stored, entries[7]);
    for (const wrong of [
      { entries: [] },
      { entries: [...entries, ...entries] },
      { entries: [{}] },
    ]) {
      t.is((await recordFrom('order', wrong)).status, 400);
    }
  },
);
