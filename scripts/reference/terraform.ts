import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';
import { quoted, terraformBlocks, type TerraformBlock } from './terraform-blocks.ts';

/** The folder of the modules, in the repository. */
export const TERRAFORM_MODULES = join('terraform', 'modules');

/** The README of each Terraform module, made from its files: path in the repository and text. */
export function terraformPages(): [file: string, text: string][] {
  return terraformModules().map((name) => {
    const module = join(TERRAFORM_MODULES, name);
    return [join(module, 'README.md'), modulePage(name, module)];
  });
}

/** The names of the Terraform modules. */
export function terraformModules(): string[] {
  return globSync(`${TERRAFORM_MODULES}/*/main.tf`, { cwd: root })
    .map((file) => basename(join(file, '..')))
    .sort();
}

/** The blocks of one kind in a file of a module. */
export function blocksIn(module: string, file: string, kind: string): TerraformBlock[] {
  return terraformBlocks(textOf(module, file)).filter((block) => block.kind === kind);
}

function textOf(module: string, file: string): string {
  return readFileSync(join(root, module, file), 'utf8');
}

function modulePage(name: string, module: string): string {
  const variables = blocksIn(module, 'variables.tf', 'variable');
  const outputs = blocksIn(module, 'outputs.tf', 'output');
  return page(
    `Module \`${name}\``,
    introduction(textOf(module, 'main.tf')),
    'How it is used: [install with Terraform](../../../docs/how-to/install-with-terraform.md), and the ' +
      '[examples](../../README.md#examples).',
    '## Needs',
    table(['what', 'versions'], requirementRows(module)),
    '## Variables',
    table(['variable', 'type', 'default', 'what'], variables.map(variableRow)),
    '## Outputs',
    table(['output', 'what'], outputs.map(outputRow)),
  );
}

/** The comment at the top of a file, as one paragraph. */
function introduction(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^# ?/, ''))
    .join(' ');
}

function requirementRows(module: string): string[][] {
  const [settings] = blocksIn(module, 'versions.tf', 'terraform');
  const providers = settings?.inner.find(({ kind }) => kind === 'required_providers');
  const rows = Object.entries(providers?.attributes ?? {}).map(([name, text]) => {
    const [, version = ''] = /version = "([^"]*)"/.exec(text) ?? [];
    return [`provider ${name}`, version];
  });
  return [['OpenTofu', quoted(settings?.attributes['required_version'])], ...rows];
}

function variableRow({ labels, attributes }: TerraformBlock): string[] {
  const [name = ''] = labels;
  const { type = '', description } = attributes;
  const isSecret = attributes['sensitive'] === 'true';
  return [
    code(name),
    code(oneLine(type)),
    attributes['default'] === undefined ? 'required' : code(oneLine(attributes['default'])),
    `${quoted(description)}${isSecret ? ' Sensitive.' : ''}`,
  ];
}

function outputRow({ labels, attributes }: TerraformBlock): string[] {
  const isSecret = attributes['sensitive'] === 'true';
  return [
    code(labels.join()),
    `${quoted(attributes['description'])}${isSecret ? ' Sensitive.' : ''}`,
  ];
}

// Attributes of a type are on lines of their own.
function oneLine(text: string): string {
  return text
    .replaceAll(/\s+=\s+/g, ' = ')
    .replaceAll(/([({])\n\s*/g, '$1 ')
    .replaceAll(/\n\s*([)}])/g, ' $1')
    .replaceAll(/\n\s*/g, ', ')
    .replaceAll(/\( | \)/g, (bracket) => bracket.trim());
}
