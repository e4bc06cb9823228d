import type { TSchema } from 'typebox';
import { code, table } from './markdown.ts';

/** The parts of a JSON schema that the contracts use. */
interface JsonSchema {
  type?: string;
  const?: string | number;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, JsonSchema>;
  required?: string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
}

/** A table of the fields of a schema; nested fields are named by their path (`lines[].sku`). */
export function fieldTable(schema: TSchema): string {
  return table(['field', 'form', ''], fieldsOf(schema as JsonSchema, ''));
}

function fieldsOf(schema: JsonSchema, path: string): string[][] {
  if (schema.items !== undefined) return fieldsOf(schema.items, `${path}[]`);
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`;
    return [
      [code(own), formOf(field), required.has(name) ? 'required' : 'optional'],
      ...fieldsOf(field, own),
    ];
  });
}

function formOf(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(formOf).join(' or ');
  if (schema.const !== undefined) return code(String(schema.const));
  if (Object.keys(schema).length === 0) return 'any JSON';
  const { patternProperties } = schema;
  const kind = patternProperties === undefined ? schema.type : mapForm(patternProperties);
  if (kind === undefined) throw new Error(`a schema has no form here: ${JSON.stringify(schema)}`);
  return [kind, ...boundsOf(schema)].join(', ');
}

function mapForm(patterns: Record<string, JsonSchema>): string {
  return Object.entries(patterns)
    .map(([pattern, value]) => {
      const names = pattern === '^.*$' ? '' : `, names like ${code(pattern)}`;
      return `map to ${formOf(value)}${names}`;
    })
    .join('; ');
}

function boundsOf(schema: JsonSchema): string[] {
  const range = (min: number | undefined, max: number | undefined, unit: string) => {
    if (min === undefined && max === undefined) return [];
    if (max === undefined) return [`${number(min)} or more${unit}`];
    return [
      min === undefined ? `up to ${number(max)}${unit}` : `${number(min)} to ${number(max)}${unit}`,
    ];
  };
  return [
    ...range(schema.minimum, schema.maximum, ''),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...range(schema.minProperties, schema.maxProperties, ' entries'),
    ...(schema.pattern === undefined ? [] : [code(schema.pattern)]),
  ];
}

function number(value: number | undefined): string {
  return (value ?? 0).toLocaleString('en-GB');
}
