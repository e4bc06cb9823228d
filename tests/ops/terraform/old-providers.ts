// The Terraform modules for providers that can be built: older than those that the modules want.
import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { goTools } from '../../../scripts/go-tools.ts';
import { root } from '../../../scripts/places.ts';

/** Longest command of tofu; an apply on a node waits for all pods, ms. */
const COMMAND_LIMIT_MS = 15 * 60_000;
const STATE_PASSPHRASE = 'a-passphrase-of-a-test-only';

/** The newest that Go modules have of each provider, and the newest with types for the CDK. */
export const PROVIDERS = [
  { name: 'kubernetes', built: '1.13.4', typed: '@cdktf/provider-kubernetes@12.1.1', is: '2.38.0' },
  { name: 'helm', built: '1.3.2', typed: '@cdktf/provider-helm@12.1.2', is: '3.1.1' },
];

/** A copy of the repository's modules and chart for the old providers, and tofu with them. */
export interface OldProviders {
  /** The folder of the copy, laid out as the repository. */
  copy: string;
  /** Runs tofu in a folder and returns its output. Throws with both outputs if it fails. */
  tofu: (folder: string, args: readonly string[], env?: Record<string, string>) => Promise<string>;
}

/** Makes the copy in an empty folder; builds the providers if they are not in the cache. */
export async function openOldProviders(scratch: string): Promise<OldProviders> {
  const program = (await goTools('opentofu'))('tofu');
  const configuration = await makeMirror(scratch);
  const copy = join(scratch, 'copy');
  for (const part of ['terraform', 'charts/commerce']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  for (const file of globSync('terraform/**/*.{tf,hcl}', { cwd: copy })) {
    const text = readFileSync(join(copy, file), 'utf8');
    writeFileSync(join(copy, file), forOldProviders(text));
  }
  const env = {
    ...process.env,
    TF_CLI_CONFIG_FILE: configuration,
    TF_IN_AUTOMATION: '1',
    TF_VAR_state_passphrase: STATE_PASSPHRASE,
    CHECKPOINT_DISABLE: '1',
  };
  const tofu: OldProviders['tofu'] = async (folder, args, more = {}) => {
    const options = { cwd: folder, env: { ...env, ...more }, timeout: COMMAND_LIMIT_MS };
    try {
      return (await promisify(execFile)(program, args, options)).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      const what = `tofu ${args.join(' ')} in ${folder}:\n${stdout}\n${stderr}`;
      throw new Error(what, { cause: error });
    }
  };
  return { copy, tofu };
}

/** The old providers in the layout of a mirror. Returns a configuration that knows no other place. */
async function makeMirror(scratch: string): Promise<string> {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const mirror = join(scratch, 'mirror');
  for (const { name, built } of PROVIDERS) {
    const provider = `terraform-provider-${name}`;
    const home = join(mirror, 'registry.opentofu.org/hashicorp', name, built, platform);
    mkdirSync(home, { recursive: true });
    cpSync((await goTools(provider))(provider), join(home, `${provider}_v${built}`));
  }
  const configuration = join(scratch, 'mirror.tofurc');
  writeFileSync(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return configuration;
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
