import test from 'ava';
import { type TSchema, Type } from 'typebox';
import { Problem } from '../server/index.ts';
import { compileSchema, validate } from './body.ts';

const closed = { additionalProperties: false } as const;
const Code = Type.String({ pattern: '^x{1,3}$', description: 'one to three x' });
const Item = Type.Union([
  Type.Object({ id: Code, count: Type.Integer() }, closed),
  Type.Object({ name: Type.String({ pattern: '^n' }), count: Type.Integer() }, closed),
]);

/** The faults of a value as `pointer detail`. */
function faults(schema: TSchema, value: unknown): string[] {
  try {
    validate(compileSchema(schema), value);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = error.members['errors'] as { pointer: string; detail: string }[];
    return errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
}

const field = (schema: TSchema) => Type.Object({ a: schema }, closed);

for (const [what, schema, value, expected] of [
  ['a pattern with a description', field(Code), { a: 'y' }, ['/a must be one to three x']],
  [
    'a pattern without one',
    field(Type.String({ pattern: '^x$' })),
    { a: 'y' },
    ['/a must be written in another way'],
  ],
  [
    'a nullable field',
    field(Type.Union([Code, Type.Null()])),
    { a: 'y' },
    ['/a must be one to three x'],
  ],
  [
    'a nullable field of another type',
    field(Type.Union([Code, Type.Null()])),
    { a: 5 },
    ['/a must be string'],
  ],
  [
    'words',
    field(Type.Union([Type.Literal('p'), Type.Literal('q')])),
    { a: 'z' },
    ['/a must be one of p, q'],
  ],
  ['one word', field(Type.Literal('p')), { a: 'z' }, ['/a must be p']],
  [
    'the branch that was meant',
    field(Type.Array(Item)),
    { a: [{ id: 'y', count: 1 }] },
    ['/a/0/id must be one to three x'],
  ],
  [
    'branches of several items, each with its own',
    field(Type.Array(Item)),
    {
      a: [
        { id: 'x', count: 'many' },
        { name: 'other', count: 1 },
      ],
    },
    ['/a/0/count must be integer', '/a/1/name must be written in another way'],
  ],
  [
    'unknown and missing fields',
    field(Code),
    { b: 1 },
    ['/a is missing', '/b is not a known field'],
  ],
  [
    'a union in a nullable union',
    field(Type.Union([Type.Union([Type.Literal(1), Type.Literal(2)]), Type.Null()])),
    { a: 3 },
    ['/a must be one of 1, 2'],
  ],
] as const) {
  test(`${what}: ${expected.join('; ')}`, (t) => {
    t.deepEqual(faults(schema, value).toSorted(), expected.toSorted());
  });
}
