// What a release of a provider knows, from the types that were once made of its schema for the CDK: packages of npm,
// where the provider itself may not be had.
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TerraformBlock } from '../../../scripts/reference/terraform-blocks.ts';

/** Arguments of Terraform itself, which every resource has. */
const META = new Set(['for_each', 'count', 'depends_on', 'provider', 'lifecycle']);
const MEMBER = /^ {4}readonly (\w+)(\?)?: (.+)$/gm;

interface Member {
  isOptional: boolean;
  type: string;
}

/** The types of a provider: the members of each by their name. */
export type Bindings = (folder: string) => Map<string, Map<string, Member>>;

/** Downloads a package with the types of a provider and unpacks it into a folder. */
export async function openBindings(specifier: string, folder: string): Promise<Bindings> {
  const run = promisify(execFile);
  const { stdout } = await run('npm', ['pack', '--silent', specifier], { cwd: folder });
  await run('tar', ['xzf', stdout.trim()], { cwd: folder });
  return (resource) => {
    const files = globSync('**/*.d.ts', { cwd: join(folder, 'package/lib', resource) });
    const texts = files.map((file) => readFileSync(join(folder, 'package/lib', resource, file)));
    const types = texts.join('\n').matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)\n\}/gm);
    return new Map(
      [...types].map(([, name = '', body = '']) => {
        const members = [...body.matchAll(MEMBER)].map(
          ([, member = '', mark, type = '']) =>
            [member, { isOptional: mark === '?', type }] as const,
        );
        return [name, new Map(members)];
      }),
    );
  };
}

/** What is wrong with a resource by the types of its provider: unknown names, and missing ones that it needs. */
export function faultsOf(resource: TerraformBlock, bindings: Bindings): string[] {
  const [type = '', label = ''] = resource.labels;
  const words = type.split('_').slice(1);
  const types = bindings(words.join('-'));
  const root = `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Config`;
  if (!types.has(root)) return [`${type} is not a resource of this provider`];
  const own = { ...resource, inner: resource.inner.filter(({ kind }) => !META.has(kind)) };
  const attributes = Object.entries(resource.attributes).filter(([name]) => !META.has(name));
  return faultsAt({ ...own, attributes: Object.fromEntries(attributes) }, root, types).map(
    (fault) => `${type}.${label}${fault}`,
  );
}

function faultsAt(block: TerraformBlock, type: string, types: ReturnType<Bindings>): string[] {
  const members = types.get(type) ?? new Map<string, Member>();
  const inner = block.inner.map(contentOf);
  const given = new Set([...Object.keys(block.attributes), ...inner.map(({ kind }) => kind)]);
  const unknown = [...given].filter((name) => !members.has(camelCase(name)));
  const named = new Set([...given].map(camelCase));
  const missing = [...members].filter(([name, { isOptional }]) => !isOptional && !named.has(name));
  return [
    ...unknown.map((name) => `.${name} is unknown`),
    ...missing.map(([name]) => `.${name} is missing`),
    ...inner.flatMap((one) => {
      const [innerType = ''] = /\w+/.exec(members.get(camelCase(one.kind))?.type ?? '') ?? [];
      return faultsAt(one, innerType, types)
        .filter(() => members.has(camelCase(one.kind)))
        .map((fault) => `.${one.kind}${fault}`);
    }),
  ];
}

// `dynamic "env" { content { ... } }` stands for blocks `env`.
function contentOf(block: TerraformBlock): TerraformBlock {
  const content = block.inner.find(({ kind }) => kind === 'content');
  if (block.kind !== 'dynamic' || content === undefined) return block;
  return { ...content, kind: block.labels.join() };
}

function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
