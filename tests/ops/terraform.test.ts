// The Terraform modules by OpenTofu. The providers that can be built are older than those that the modules
// want, so a copy of the modules is made for them; the types of current ones are compared with the modules as they are.
import { execFile } from 'node:child_process';
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
import { promisify } from 'node:util';
import test from 'ava';
import { goTools } from '../../scripts/go-tools.ts';
import { root } from '../../scripts/places.ts';
import { terraformModules, TERRAFORM_MODULES } from '../../scripts/reference/terraform.ts';
import { terraformBlocks } from '../../scripts/reference/terraform-blocks.ts';
import { faultsOf, openBindings } from './terraform/provider-bindings.ts';

/** The programs are built within it on a machine of two busy cores, ms. */
const BUILD_MS = 90 * 60_000;
const STEP_MS = 5 * 60_000;
/** The newest that Go modules have of each provider, and the newest with types for the CDK. */
const PROVIDERS = [
  { name: 'kubernetes', built: '1.13.4', typed: '@cdktf/provider-kubernetes@12.1.1', is: '2.38.0' },
  { name: 'helm', built: '1.3.2', typed: '@cdktf/provider-helm@12.1.2', is: '3.1.1' },
];
const EXAMPLES = join('terraform', 'examples');
const STATE_PASSPHRASE = 'a-passphrase-of-a-test-only';

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'commerce-terraform-'));
const copy = join(scratch, 'copy');
let program: string;

async function tofu(folder: string, ...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    TF_CLI_CONFIG_FILE: join(scratch, 'mirror.tofurc'),
    TF_IN_AUTOMATION: '1',
    TF_VAR_state_passphrase: STATE_PASSPHRASE,
    CHECKPOINT_DISABLE: '1',
  };
  try {
    const { stdout } = await run(program, args, { cwd: folder, env, timeout: STEP_MS });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`tofu ${args.join(' ')} in ${folder}:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** The old providers in the layout of a mirror, and a configuration that knows no other place. */
async function makeMirror(): Promise<void> {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const mirror = join(scratch, 'mirror');
  for (const { name, built } of PROVIDERS) {
    const provider = `terraform-provider-${name}`;
    const home = join(mirror, 'registry.opentofu.org/hashicorp', name, built, platform);
    mkdirSync(home, { recursive: true });
    cpSync((await goTools(provider))(provider), join(home, `${provider}_v${built}`));
  }
  writeFileSync(
    join(scratch, 'mirror.tofurc'),
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
}

/**
 * A text for the old providers: their versions, resources without _v1, blocks where attributes came later, and
 * nothing of a seccomp profile.
 */
function forOldProviders(text: string): string {
  return text
    .replaceAll(/\bkubernetes_(\w+)_v1\b/g, 'kubernetes_$1')
    .replaceAll(/(source += "hashicorp\/\w+"\n\s+version = )"[^"]*"/g, '$1">= 1.0.0"')
    .replaceAll(/\n *seccomp_profile \{[^}]*\}/g, '')
    .replaceAll(/\n.*\.seccomp_profile\[0\].*/g, '')
    .replaceAll(/(requests|limits) += \{ (.*memory.*) \}/g, (_, kind: string, inner: string) =>
      [`${kind} {`, ...inner.split(', '), '}'].join('\n'),
    )
    .replaceAll('\n  kubernetes = {', '\n  kubernetes {');
}

test.before(async (t) => {
  t.timeout(BUILD_MS);
  program = (await goTools('opentofu'))('tofu');
  await makeMirror();
  for (const part of ['terraform', 'charts/commerce']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  for (const file of globSync('terraform/**/*.{tf,hcl}', { cwd: copy })) {
    const text = readFileSync(join(copy, file), 'utf8');
    writeFileSync(join(copy, file), forOldProviders(text));
  }
});

test.after.always(() => rmSync(scratch, { recursive: true, force: true }));

test.serial('every file is as tofu fmt writes it', async (t) => {
  t.is(await tofu(join(root, 'terraform'), 'fmt', '-check', '-diff', '-recursive'), '');
});

for (const name of terraformModules()) {
  test.serial(`the module ${name} is valid, and its tests pass`, async (t) => {
    t.timeout(STEP_MS);
    const folder = join(copy, TERRAFORM_MODULES, name);
    await tofu(folder, 'init', '-no-color');
    t.regex(await tofu(folder, 'validate', '-no-color'), /The configuration is valid/);
    const report = await tofu(folder, 'test', '-no-color');
    t.log(report.trim().split('\n').at(-1));
    t.regex(report, /Success! [1-9]\d* passed, 0 failed/);
  });
}

for (const example of globSync(`${EXAMPLES}/*/main.tf`, { cwd: root }).map(dirname)) {
  test.serial(`${example} is valid`, async (t) => {
    t.timeout(STEP_MS);
    const folder = join(copy, example);
    await tofu(folder, 'init', '-backend=false', '-no-color');
    t.regex(await tofu(folder, 'validate', '-no-color'), /The configuration is valid/);
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
    await tofu(dirname(folder), 'init', '-no-color');
    await tofu(dirname(folder), 'apply', '-auto-approve', '-no-color');
    const state = readFileSync(join(dirname(folder), 'terraform.tfstate'), 'utf8');
    t.true(state.includes('"encrypted_data"') && !state.includes('a-password'), example);
    t.regex(await tofu(dirname(folder), 'state', 'list'), /terraform_data\.secret/);
  }
});
