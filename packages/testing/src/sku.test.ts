import test from 'ava';
import { compileSchema } from 'dapr-actor-runtime/http';
import { canonicalSku, Sku } from '@commerce/contracts/sku';

const { validator } = compileSchema(Sku);

const good = [
  ...['A', 'MUG-BLUE', 'a b', 'A/B', 'A+B', '100%', 'Größe 42', '杯子-蓝', 'x'.repeat(100)],
  ...['...', '.a', 'a.', '#1', 'C?D', '☕'],
];
for (const sku of good) {
  test(`'${sku.slice(0, 20)}' is a SKU`, (t) => t.true(validator.Check(sku)));
}

const bad = {
  'an empty text': '',
  'a space before it': ' A',
  'a space after it': 'A ',
  'only a space': ' ',
  'a no-break space after it': 'A\u00a0',
  'a line break': 'A\nB',
  'a NUL': 'A\u0000B',
  'half a surrogate pair': 'A\ud83d',
  'a line separator': 'A\u2028B',
  'a dot': '.',
  'two dots': '..',
  '101 characters': 'x'.repeat(101),
};
for (const [what, sku] of Object.entries(bad)) {
  test(`a SKU is not ${what}`, (t) => t.false(validator.Check(sku)));
}

test('the case of a SKU does not count, and neither does how its letters are composed', (t) => {
  t.is(canonicalSku('mug Größe'), canonicalSku('MUG GRÖßE'));
  t.is(canonicalSku('u\u0308ber'), canonicalSku('Über'));
  t.not(canonicalSku('A/B'), canonicalSku('A B'));
});
