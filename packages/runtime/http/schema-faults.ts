/** One error of a value, as the validator reports it. */
export interface SchemaError {
  keyword: string;
  /** Where in the schema, as a fragment: `#/properties/name`. */
  schemaPath: string;
  /** Where in the value. */
  instancePath: string;
  message: string;
  params: object;
}

/** What is wrong with a part of a value, in words that follow its name. */
export interface SchemaFault {
  pointer: string;
  detail: string;
}

/** What a text is called whose schema does not describe its pattern. */
const UNDESCRIBED = 'written in another way';

/**
 * The faults of a value by the errors of its validation. A text that does not match a pattern must be
 * what the schema's `description` says, so a description completes "must be ...". Of the branches of a
 * union only the one that fits best is reported, and of words all that are allowed.
 */
export function faultsOf(schema: object, errors: readonly SchemaError[]): SchemaFault[] {
  return withoutOtherBranches(errors)
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .flatMap((error) => faultsOfError(schema, error));
}

function faultsOfError(schema: object, error: SchemaError): SchemaFault[] {
  const { keyword, instancePath, params } = error;
  if (keyword === 'required') {
    const { requiredProperties } = params as { requiredProperties: string[] };
    return requiredProperties.map((name) => ({
      pointer: `${instancePath}/${name}`,
      detail: 'is missing',
    }));
  }
  return [{ pointer: instancePath === '' ? '/' : instancePath, detail: detailOf(schema, error) }];
}

function detailOf(schema: object, { keyword, schemaPath, message, params }: SchemaError): string {
  switch (keyword) {
    case 'boolean':
      return 'is not a known field';
    case 'pattern':
      return `must be ${descriptionAt(schema, schemaPath) ?? UNDESCRIBED}`;
    case 'const':
      return `must be ${String((params as { allowedValue: unknown }).allowedValue)}`;
    case 'one-of':
      return `must be one of ${(params as { allowed: unknown[] }).allowed.join(', ')}`;
    default:
      return message;
  }
}

/**
 * The errors without those of union branches that were not meant. Inner unions come first, because
 * their errors are errors of a branch of the outer one.
 */
function withoutOtherBranches(errors: readonly SchemaError[]): SchemaError[] {
  const unions = errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .toSorted((a, b) => b.schemaPath.length - a.schemaPath.length);
  return unions.reduce<SchemaError[]>(
    (left, union) => {
      const isOfUnion = (error: SchemaError) =>
        error.schemaPath.startsWith(`${union.schemaPath}/anyOf/`) &&
        `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
      const inside = left.filter(isOfUnion);
      return [
        ...left.filter((error) => error !== union && !isOfUnion(error)),
        ...bestBranch(union, inside),
      ];
    },
    [...errors],
  );
}

function bestBranch(union: SchemaError, inside: readonly SchemaError[]): SchemaError[] {
  const branches = Map.groupBy(inside, ({ schemaPath }) =>
    schemaPath.slice(`${union.schemaPath}/anyOf/`.length).split('/', 1).join(),
  );
  const isNull = ([error]: SchemaError[]) =>
    error?.keyword === 'type' && (error.params as { type?: unknown }).type === 'null';
  const meant = [...branches.values()].filter((branch) => !isNull(branch));
  if (meant.length > 1 && meant.flat().every(({ keyword }) => keyword === 'const')) {
    const allowed = meant
      .flat()
      .map(({ params }) => (params as { allowedValue: unknown }).allowedValue);
    return [{ ...union, keyword: 'one-of', params: { allowed } }];
  }
  const [best] = meant.toSorted((a, b) => a.length - b.length);
  return best ?? [union];
}

function descriptionAt(schema: object, schemaPath: string): string | undefined {
  const found = schemaPath
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], schema);
  return (found as { description?: string } | undefined)?.description;
}
