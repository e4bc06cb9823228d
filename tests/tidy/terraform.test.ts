import { join } from 'node:path';
import test from 'ava';
import { isMap, parseDocument } from 'yaml';
import {
  blocksIn,
  TERRAFORM_MODULES,
  terraformModules,
} from '../../scripts/reference/terraform.ts';
import { terraformBlocks } from '../../scripts/reference/terraform-blocks.ts';
import { readText, repositoryFiles } from './repository-files.ts';

interface Shape {
  properties?: Record<string, Shape>;
  additionalProperties?: boolean | Shape;
}

const TEMPLATE = join(TERRAFORM_MODULES, 'commerce', 'values.yaml.tftpl');
/** Names of variables, and of parts of their types, that hold what nobody may read. */
const SECRET = /(?:password|(?<!pull_)secrets?|token|key|database_urls)$/;

const schema = JSON.parse(readText('charts/commerce/values.schema.json')) as Shape;
const modules = terraformModules().map((name) => join(TERRAFORM_MODULES, name));
const examples = repositoryFiles
  .filter((file) => /^terraform\/examples\/[^/]+\/main\.tf$/.test(file))
  .map((file) => join(file, '..'));

/** A template of Terraform as YAML: all conditions hold, and every expression is null. */
function asYaml(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('%{'))
    .map((line) => line.replace(/\$\{.*\}$/, 'null'))
    .join('\n');
}

/** The paths of all values of a YAML node. */
function pathsOf(node: unknown, path: string[] = []): string[][] {
  if (!isMap(node)) return [path];
  return node.items.flatMap(({ key, value }) => pathsOf(value, [...path, String(key)]));
}

function shapeAt(path: readonly string[]): Shape | undefined {
  return path.reduce<Shape | undefined>((shape, name) => {
    const others = shape?.additionalProperties;
    return shape?.properties?.[name] ?? (typeof others === 'object' ? others : undefined);
  }, schema);
}

test('every value that the module commerce sets is one of the chart', (t) => {
  const { contents, errors } = parseDocument(asYaml(readText(TEMPLATE)));
  t.deepEqual(errors, []);
  const paths = pathsOf(contents);
  t.true(paths.length > 20);
  for (const path of paths) t.truthy(shapeAt(path), `the chart has no value ${path.join('.')}`);
  t.falsy(shapeAt(['image', 'registri']), 'a misspelt value would not be found');
});

test('every variable has a type and a text, and what is secret is marked so', (t) => {
  let sensitive = 0;
  for (const folder of [...modules, ...examples]) {
    for (const { labels, attributes } of blocksIn(folder, 'variables.tf', 'variable')) {
      const name = `${folder}: variable ${labels.join()}`;
      t.truthy(attributes['type'], `${name} has no type`);
      t.regex(attributes['description'] ?? '', /^".{10,}\."$/, `${name} has no description`);
      const type = attributes['type'] ?? '';
      const parts = [...type.matchAll(/^\s*(\w+) +=/gm)].map(([, part = '']) => part);
      if (type !== 'bool' && [...labels, ...parts].some((part) => SECRET.test(part))) {
        t.is(attributes['sensitive'], 'true', `${name} is not sensitive`);
        sensitive++;
      }
    }
    for (const { labels, attributes } of blocksIn(folder, 'outputs.tf', 'output')) {
      t.truthy(attributes['description'], `${folder}: output ${labels.join()} has no description`);
    }
  }
  t.true(sensitive > 5);
});

test('modules name what they need between two versions, and configure no provider', (t) => {
  t.true(modules.length > 3);
  for (const folder of [...modules, ...examples]) {
    const [settings] = blocksIn(folder, 'versions.tf', 'terraform');
    t.truthy(settings?.attributes['required_version'], `${folder} takes any OpenTofu`);
    const providers = settings?.inner.find(({ kind }) => kind === 'required_providers');
    for (const [name, text] of Object.entries(providers?.attributes ?? {})) {
      t.regex(text, /version = "(?:~> |.*< )/, `${folder}: ${name} may be of any later version`);
      t.regex(text, /source += "/, `${folder}: ${name} has no source`);
    }
  }
  for (const file of repositoryFiles) {
    if (!file.startsWith(`${TERRAFORM_MODULES}/`) || !file.endsWith('.tf')) continue;
    const kinds = terraformBlocks(readText(file)).map(({ kind }) => kind);
    t.false(kinds.includes('provider'), `${file} configures a provider: that is for who uses it`);
  }
});

test('every module has tests, and an example uses it', (t) => {
  for (const folder of modules) {
    const isTest = (file: string) =>
      file.startsWith(`${folder}/tests/`) && file.endsWith('.tftest.hcl');
    t.true(repositoryFiles.some(isTest), `${folder} has no tests`);
    const source = `"../../${folder.replace('terraform/', '')}"`;
    const uses = examples.filter((example) => readText(join(example, 'main.tf')).includes(source));
    t.true(uses.length > 0, `no example uses ${folder}`);
  }
});
