import type { TSchema } from 'typebox';

/** A JSON schema (2020-12) in an OpenAPI document. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  const?: string | number | boolean;
  enum?: readonly unknown[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  required?: string[];
  [key: string]: unknown;
}

/** Renders a schema; a named schema becomes a reference. */
export type RenderSchema = (schema: TSchema) => JsonSchema;

/** A renderer that refers to the named schemas; `named` renders the named schemas themselves. */
export function schemaRenderer(
  schemas: Readonly<Record<string, TSchema>>,
): RenderSchema & { named: () => Record<string, JsonSchema> } {
  const names = new Map<unknown, string>(
    Object.entries(schemas).map(([name, schema]) => [schema, name]),
  );
  const render = (value: unknown): unknown => {
    const name = names.get(value);
    return name === undefined ? inside(value) : { $ref: `#/components/schemas/${name}` };
  };
  // Only the enumerable properties of a schema are JSON schema; the others are internal to typebox.
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(render);
    if (typeof value !== 'object' || value === null) return value;
    return literals(
      Object.fromEntries(Object.entries(value).map(([key, part]) => [key, render(part)])),
    );
  };
  return Object.assign(render as RenderSchema, {
    named: () =>
      Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, inside(schema) as JsonSchema]),
      ),
  });
}

/** Turns a union of literals into an `enum`, which every OpenAPI tool supports. */
function literals(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || !anyOf.every((one) => one.const !== undefined)) return schema;
  return { ...rest, type: 'string', enum: anyOf.map((one) => one.const) };
}
