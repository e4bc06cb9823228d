import { publicOperations } from '@commerce/platform/documents';
import test from 'ava';

interface Schema {
  type?: string;
  pattern?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
}

/** Every string schema in a value, by its path. */
function stringsIn(value: unknown, path: string): [path: string, schema: Schema][] {
  if (typeof value !== 'object' || value === null) return [];
  const own: [string, Schema][] =
    (value as Schema).type === 'string' ? [[path, value as Schema]] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, part]) => stringsIn(part, `${path}/${name}`)),
  ];
}

/** The classes of a pattern; an escaped bracket begins none. */
const CLASSES = /\\.|\[(?:\\.|[^\]\\])*\]/gsu;
const UNBOUNDED = /\\[SDWPp]|(?<!\\)\./u;

/** Why a string that databases cannot store may match; undefined if none can. */
function hole({ pattern, enum: values, const: only }: Schema): string | undefined {
  if (values !== undefined || only !== undefined) return undefined;
  if (pattern === undefined) return 'has no pattern';
  const parts = pattern.match(CLASSES) ?? [];
  const classes = parts.filter((part) => part.startsWith('['));
  for (const one of classes) {
    const matcher = new RegExp(`^${one}$`, 'u');
    const taken = ['\u0000', '\ud800', '\udbff', '\udc00', '\udfff'].find((c) => matcher.test(c));
    if (taken !== undefined) return `${one} takes U+${taken.charCodeAt(0).toString(16)}`;
  }
  const outside = pattern.replaceAll(CLASSES, (part) => (part.startsWith('[') ? '' : part));
  return UNBOUNDED.test(outside) ? `${pattern} has a class without bounds` : undefined;
}

test('no public request takes NUL or half a surrogate pair in any text', (t) => {
  const open = publicOperations.flatMap(({ operationId, params, query, body }) =>
    stringsIn({ params, query, body }, operationId).flatMap(([path, schema]) => {
      const why = hole(schema);
      return why === undefined ? [] : [`${path}: ${why}`];
    }),
  );
  t.deepEqual(open, []);
});

test('every pattern says in words what is allowed, which completes "must be ..." in a problem', (t) => {
  const silent = publicOperations.flatMap(({ operationId, params, query, body }) =>
    stringsIn({ params, query, body }, operationId).flatMap(([path, { pattern, description }]) =>
      pattern !== undefined && description === undefined ? [`${path}: ${pattern}`] : [],
    ),
  );
  t.deepEqual(silent, [], 'add a description to the schema');
});

for (const [pattern, closed] of [
  ['^[^\\u0000\\ud800-\\udfff]*$', true],
  ['^[a-z]{2}\\.[^,\\u0000-\\u001f\\ud800-\\udfff]$', true],
  ['^[^\\u0000]*$', false],
  ['^[^\\ud800-\\udfff]*$', false],
  ['^.*$', false],
  ['^a\\S+$', false],
] as const) {
  test(`the pattern ${pattern} ${closed ? 'has no' : 'has a'} hole`, (t) => {
    t.is(hole({ type: 'string', pattern }) === undefined, closed);
  });
}
