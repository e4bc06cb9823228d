import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { clusterSecrets, derivedApps, secretsOfChart } from './platform.ts';

const home = mkdtempSync(join(tmpdir(), 'cluster-secrets-'));
test.after.always(() => rmSync(home, { recursive: true, force: true }));
const secrets = clusterSecrets(home);

test('every secret that the chart requires has a value', (t) => {
  const made = secretsOfChart(secrets);
  for (const [app, { secrets: wanted }] of Object.entries(derivedApps())) {
    for (const { of, key, optional } of Object.values(wanted)) {
      if (!optional) t.truthy(made[of]?.[key], `${app}: ${of}/${key}`);
    }
  }
});

test('an app has the database of its own name', (t) => {
  const made = secretsOfChart(secrets);
  for (const [app, { database }] of Object.entries(derivedApps())) {
    if (database) t.true(made[app]?.['DATABASE_URL']?.endsWith(`/${app}`), app);
  }
});

test('optional secrets that nobody declares are left out', (t) => {
  const key = { of: 'payment', key: 'PAYMENT_PROVIDER_KEY', optional: true };
  t.is(secretsOfChart(secrets, { payment: { secrets: { KEY: key } } })['payment'], undefined);
});

test('a required secret that nobody declares is an error', (t) => {
  const key = { of: 'order', key: 'UNKNOWN', optional: false };
  const error = t.throws(() => secretsOfChart(secrets, { order: { secrets: { KEY: key } } }));
  t.regex(error.message, /UNKNOWN/);
});
