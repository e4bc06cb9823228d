import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccess } from '@commerce/local-stack';
import test, { type ExecutionContext } from 'ava';
import { loadApps } from '../generate/apps.ts';
import { COMPOSE, composeServices } from '../generate/compose/index.ts';
import { root } from '../places.ts';
import { environmentText, prepareCompose } from './prepare.ts';

const access = readAccess(join(root, 'dapr', 'access.yaml'));
const services = composeServices(await loadApps());
const text = JSON.stringify(services);

function emptyFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

const variablesOf = (environment: string) =>
  [...environment.matchAll(/^([A-Z_]+)='/gm)].map(([, name]) => name);

test('every variable that the compose file requires is written, and no other', (t) => {
  const folder = emptyFolder(t);
  prepareCompose(folder, access);
  const written = variablesOf(readFileSync(join(folder, '.env'), 'utf8'));
  const required = new Set([...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name));
  t.deepEqual(written.toSorted(), [...required].toSorted());
});

test('every file that is mounted is in the repository or is written', (t) => {
  const folder = emptyFolder(t);
  prepareCompose(folder, access);
  const mounts = Object.values(services).flatMap(({ volumes = [] }) => volumes);
  const byDefault = mounts.map((one) => one.replaceAll(/\$\{\w+:-(\w*)\}/g, '$1'));
  const files = byDefault
    .map((one) => one.split(':')[0] ?? '')
    .filter((one) => one.startsWith('.'));
  t.true(files.length > 10);
  for (const file of files) {
    t.true(existsSync(join(root, COMPOSE, file)) || existsSync(join(folder, file)), file);
  }
});

test('a second preparation keeps everything', (t) => {
  const folder = emptyFolder(t);
  t.true(prepareCompose(folder, access).isNew);
  const before = readFileSync(join(folder, '.env'), 'utf8');
  const identity = readFileSync(join(folder, 'secrets', 'order.jwt'), 'utf8');
  t.false(prepareCompose(folder, access).isNew);
  t.is(readFileSync(join(folder, '.env'), 'utf8'), before);
  t.is(readFileSync(join(folder, 'secrets', 'order.jwt'), 'utf8'), identity);
});

test('an app that was added gets an identity and its secrets, and secrets that are there stay', (t) => {
  const folder = emptyFolder(t);
  prepareCompose(folder, access);
  const before = readFileSync(join(folder, '.env'), 'utf8');
  const added = { apis: [], callers: {}, secrets: ['GIFT_CARD_KEY'] };
  t.true(prepareCompose(folder, { ...access, 'gift-cards': added }).isNew);
  const after = readFileSync(join(folder, '.env'), 'utf8');
  t.true(after.startsWith(before));
  t.deepEqual(variablesOf(after.slice(before.length)), ['GIFT_CARD_KEY']);
  t.true(existsSync(join(folder, 'secrets', 'gift-cards.jwt')));
});

test('the issuer may sign certificates for the root, whose key is not kept', (t) => {
  const folder = emptyFolder(t);
  prepareCompose(folder, access);
  const certificate = (name: string) =>
    new X509Certificate(readFileSync(join(folder, 'secrets', name)));
  const [authority, issuer] = [certificate('ca.crt'), certificate('issuer.crt')];
  t.true(issuer.ca);
  t.true(issuer.verify(authority.publicKey));
  t.false(existsSync(join(folder, 'secrets', 'root.key')));
});

test('only the owner may look for secrets', (t) => {
  const folder = emptyFolder(t);
  const { environmentFile, secretsFile } = prepareCompose(folder, access);
  const others = (file: string) => statSync(file).mode & 0o077;
  t.is(others(environmentFile), 0);
  t.is(others(secretsFile), 0);
  t.is(others(join(folder, 'secrets')), 0);
});

test('a value that would end its quotes is refused', (t) => {
  t.throws(() => environmentText({ A: "it's" }), { message: 'A has a single quote' });
});
