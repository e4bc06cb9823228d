import type { TSchema } from 'typebox';

/** A JSON schema (2020-12) as it stands in a document. */
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

/** Renders a schema; one that has a name becomes a reference. */
export type RenderSchema = (schema: TSchema) => JsonSchema;

/** A renderer that refers to the named schemas; `named` renders these themselves. */
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
  // Only the enumerable part of a schema is JSON schema; the rest is the library's own.
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

/** A union of literals as the `enum` that every tool of OpenAPI knows. */
function literals(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || !anyOf.every((one) => one.const !== undefined)) return schema;
  return { ...rest, type: 'string', enum: anyOf.map((one) => one.const) };
}
