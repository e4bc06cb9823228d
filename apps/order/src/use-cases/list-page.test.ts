import { instantOf } from '@commerce/contracts/instant';
import { compileSchema } from 'dapr-actor-runtime/http';
import test from 'ava';
import Type from 'typebox';
import { positionIn } from './list-page.ts';

const parts = compileSchema(Type.Tuple([Type.String(), Type.String()]));
const read = (text: string) =>
  positionIn(Buffer.from(JSON.stringify([text, 'x'])).toString('base64url'), parts, (all) => all);

for (const [text, utc] of [
  ['2026-11-30T10:00:00Z', '2026-11-30T10:00:00.000Z'],
  ['2026-11-30T12:00:00.123456789+02:00', '2026-11-30T10:00:00.123Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
] as const) {
  test(`${text} is an instant, also in a cursor`, (t) => {
    t.is(instantOf(text), Date.parse(utc));
    t.deepEqual(read(text), [utc, 'x']);
  });
}

for (const text of [
  '0000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '+002026-11-30T00:00:00Z',
  '0001-01-01T00:00:00+02:00',
  '9999-12-31T23:59:59-02:00',
  '2026-02-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-30T25:00:00Z',
  '2026-11-30T10:00:00+99:99',
  '2026-11-30T10:00:00',
  '2026-11-30',
  'Mon Nov 30 2026',
  '1',
  '',
]) {
  test(`'${text}' is no instant that every part of the platform can store`, (t) => {
    t.is(instantOf(text), undefined);
    t.like(
      t.throws(() => read(text)),
      { code: 'invalid-request', status: 400 },
    );
  });
}
