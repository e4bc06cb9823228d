import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEAD = `// Generated from the OpenAPI document by \`npm run generate\`; do not edit.
/* oxlint-disable max-lines */
`;

interface Document {
  paths: Record<
    string,
    Record<string, { operationId: string; requestBody?: { content: Record<string, unknown> } }>
  >;
}

/** The text of src/api.ts: the types of a document, and the method and path of each operation. */
export async function generateApi(document: Document): Promise<string> {
  const types = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    emptyObjectsUnknown: true,
    silent: true,
  });
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody }]) => {
      const form = 'application/x-www-form-urlencoded' in (requestBody?.content ?? {});
      const route = { method: method.toUpperCase(), path, ...(form && { form }) };
      return `${operationId}: ${JSON.stringify(route)},`;
    }),
  );
  return [
    HEAD,
    astToString(types),
    '/** The method and path of each operation; `form` when its body is a form instead of JSON. */',
    `export const routes = {\n${routes.join('\n')}\n} as const;\n`,
  ].join('\n');
}
