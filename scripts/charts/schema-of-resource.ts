// JSON schemas of single kinds of objects, as strict as the API server with strict field validation.

/** A schema as OpenAPI and JSON Schema write it. */
type Schema = { [keyword: string]: unknown };

/** The schema of a kind of object. */
export interface ResourceSchema {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  schema: Schema;
}

const REFERENCE = '#/definitions/';
const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
/** Where the API takes any JSON. */
const OPEN = 'x-kubernetes-preserve-unknown-fields';
const TEXT_OR_NUMBER = { type: ['string', 'number'] };

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A schema that allows no field that it does not name, and null for a field that may be absent: so the API server
 * reads objects.
 */
export function strict(schema: Schema): Schema {
  const result: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') {
      result[keyword] = strictProperties(value as Record<string, Schema>, schema['required']);
    } else if (['items', 'additionalProperties', 'not'].includes(keyword) && isSchema(value)) {
      result[keyword] = strict(value);
    } else if (
      !keyword.startsWith('x-kubernetes-') &&
      !['description', 'format'].includes(keyword)
    ) {
      result[keyword] = value;
    }
  }
  if (schema['x-kubernetes-int-or-string'] === true) return TEXT_OR_NUMBER;
  const isClosed = isSchema(schema['properties']) && schema[OPEN] !== true;
  if (isClosed && !('additionalProperties' in schema)) result['additionalProperties'] = false;
  return result;
}

function strictProperties(
  properties: Record<string, Schema>,
  required: unknown,
): Record<string, Schema> {
  const needed = new Set(Array.isArray(required) ? (required as string[]) : []);
  return Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => {
      const one = strict(inner);
      return [name, needed.has(name) ? one : { anyOf: [one, { type: 'null' }] }];
    }),
  );
}

/** The schemas of all kinds in the OpenAPI document of Kubernetes, each with what it refers to. */
export function kubernetesSchemas(swagger: {
  definitions: Record<string, Schema>;
}): ResourceSchema[] {
  const definitions = Object.fromEntries(
    Object.entries(swagger.definitions).map(([name, one]) => [name, strict(one)]),
  );
  // Written as texts only, and read as numbers, too.
  definitions[INT_OR_STRING] = TEXT_OR_NUMBER;
  definitions[QUANTITY] = TEXT_OR_NUMBER;
  return Object.entries(swagger.definitions).flatMap(([name, one]) => {
    const kinds = (one['x-kubernetes-group-version-kind'] ?? []) as Omit<
      ResourceSchema,
      'schema'
    >[];
    // Those with several belong to every group, such as DeleteOptions.
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) return [];
    const needed = Object.fromEntries(
      [...reachable(name, definitions)].map((other) => [other, definitions[other]]),
    );
    return [{ ...kind, schema: { $ref: REFERENCE + name, definitions: needed } }];
  });
}

/** The names of the definitions that one refers to, itself among them. */
function reachable(start: string, definitions: Record<string, Schema>): Set<string> {
  const found = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const text = JSON.stringify(definitions[name]);
    for (const [, other = ''] of text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) {
      open.push(other);
    }
  }
  return found;
}

interface CustomResourceDefinition {
  kind?: string;
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[];
  };
}

/** The schemas of the versions of a custom resource; none for any other object. */
export function crdSchemas(crd: CustomResourceDefinition | null): ResourceSchema[] {
  if (crd?.kind !== 'CustomResourceDefinition') return [];
  const { group, names, versions } = crd.spec;
  return versions.map(({ name, schema }) => {
    const properties = (schema.openAPIV3Schema['properties'] ?? {}) as Record<string, Schema>;
    const text = { type: 'string' };
    // What the API server adds to each of them; the metadata are Kubernetes' own.
    const own = { apiVersion: text, kind: text, metadata: { type: 'object' } };
    const closed = strict({ ...schema.openAPIV3Schema, properties: { ...properties, ...own } });
    return { group, version: name, kind: names.kind, schema: closed };
  });
}
