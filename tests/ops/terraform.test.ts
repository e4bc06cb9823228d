// The Terraform modules by OpenTofu. The providers that can be built are older than those that the modules
// want, so a copy of the modules is made for them; the types of current ones are compared with the modules as they are.
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import { root } from '../../scripts/places.ts';
import { terraformModules, TERRAFORM_MODULES } from '../../scripts/reference/terraform.ts';
import { terraformBlocks } from '../../scripts/reference/terraform-blocks.ts';
import { openOldProviders, type OldProviders, PROVIDERS } from './terraform/old-providers.ts';
import { faultsOf, openBindings } from './terraform/provider-bindings.ts';

/** The programs are built within it on a machine of two busy cores, ms. */
const BUILD_MS = 90 * 60_000;
const STEP_MS = 5 * 60_000;
const EXAMPLES = join('terraform', 'examples');

const scratch = mkdtempSync(join(tmpdir(), 'commerce-terraform-'));
let copy: string;
let tofu: OldProviders['tofu'];

test.before(async (t) => {
  t.timeout(BUILD_MS);
  ({ copy, tofu } = await openOldProviders(scratch));
});

test.after.always(() => rmSync(scratch, { recursive: true, force: true }));

test.serial('every file is as tofu fmt writes it', async (t) => {
  t.is(await tofu(join(root, 'terraform'), ['fmt', '-check', '-diff', '-recursive']), '');
});

for (const name of terraformModules()) {
  test.serial(`the module ${name} is valid, and its tests pass`, async (t) => {
    t.timeout(STEP_MS);
    const folder = join(copy, TERRAFORM_MODULES, name);
    await tofu(folder, ['init', '-no-color']);
    t.regex(await tofu(folder, ['validate', '-no-color']), /The configuration is valid/);
    const report = await tofu(folder, ['test', '-no-color']);
    t.log(report.trim().split('\n').at(-1));
    t.regex(report, /Success! [1-9]\d* passed, 0 failed/);
  });
}

for (const example of globSync(`${EXAMPLES}/*/main.tf`, { cwd: root }).map(dirname)) {
  test.serial(`${example} is valid`, async (t) => {
    t.timeout(STEP_MS);
    const folder = join(copy, example);
    await tofu(folder, ['init', '-backend=false', '-no-color']);
    t.regex(await tofu(folder, ['validate', '-no-color']), /The configuration is valid/);
  });
}

test.serial('current providers know every attribute and block of the modules', async (t) => {
  t.timeout(STEP_MS);
  let seen = 0;
  for (const { name, typed, is } of PROVIDERS) {
    const folder = join(scratch, `types-${name}`);
    mkdirSync(folder);
    const bindings = await openBindings(typed, folder);
    for (const file of globSync(`${TERRAFORM_MODULES}/*/*.tf`, { cwd: root })) {
      for (const block of terraformBlocks(readFileSync(join(root, file), 'utf8'))) {
        if (block.kind !== 'resource' || !block.labels[0]?.startsWith(`${name}_`)) continue;
        t.deepEqual(faultsOf(block, bindings), [], `${file}, provider ${name} ${is}`);
        seen++;
      }
    }
    const wrong = {
      kind: 'resource',
      labels: [name === 'helm' ? 'helm_release' : 'kubernetes_secret_v1', 'wrong'],
      attributes: { misspelt: '1' },
      inner: [],
    };
    t.true(faultsOf(wrong, bindings).some((fault) => fault.endsWith('.misspelt is unknown')));
  }
  t.true(seen > 5);
});

test.serial('the state of the examples is encrypted where it is stored', async (t) => {
  t.timeout(STEP_MS);
  for (const example of globSync(`${EXAMPLES}/*/encryption.tf`, { cwd: root })) {
    const folder = join(scratch, example);
    mkdirSync(dirname(folder), { recursive: true });
    cpSync(join(root, example), folder);
    writeFileSync(
      join(dirname(folder), 'main.tf'),
      'resource "terraform_data" "secret" {\n  input = "postgres://a-password"\n}\n',
    );
    await tofu(dirname(folder), ['init', '-no-color']);
    await tofu(dirname(folder), ['apply', '-auto-approve', '-no-color']);
    const state = readFileSync(join(dirname(folder), 'terraform.tfstate'), 'utf8');
    t.true(state.includes('"encrypted_data"') && !state.includes('a-password'), example);
    t.regex(await tofu(dirname(folder), ['state', 'list']), /terraform_data\.secret/);
  }
});
