import test from 'ava';
import { nameFault } from './app-name.ts';

const known = {
  apps: ['order', 'catalog'],
  maxApps: 3,
  packages: ['client', 'payment-provider'],
  paths: ['/orders/:id', '/.well-known/jwks.json'],
  schemas: ['CreateProduct', 'Product'],
};

test('a name in kebab case that nothing else has is fine', (t) => {
  for (const name of ['cart', 'gift-cards', 'a', 'a-b-c', 'abcdefghijklmnopqrst']) {
    t.is(nameFault(name, known), undefined, name);
  }
});

for (const [name, why] of [
  ['', /lower-case letters/],
  ['Cart', /lower-case letters/],
  ['gift_cards', /lower-case letters/],
  ['gift--cards', /lower-case letters/],
  ['-cart', /lower-case letters/],
  ['cart-', /lower-case letters/],
  // The second instance of the app cart is called so.
  ['cart-2', /lower-case letters/],
  ['../cart', /lower-case letters/],
  ['abcdefghijklmnopqrstu', /at most 20 characters/],
  ['order', /there is such an app/],
  ['client', /a package @commerce\/client/],
  ['redis', /something else of the local set/],
  ['new', /a word of the language/],
  ['shared', /says nothing/],
  ['cart-helpers', /'helpers' says nothing/],
  ['orders', /has the path \/orders\/:id/],
  ['create', /has the schema CreateProduct/],
] as const) {
  test(`'${name}' is refused with the reason`, (t) => {
    t.regex(nameFault(name, known) ?? '', why);
  });
}

test('there are not more apps than ports', (t) => {
  const full = { ...known, apps: ['order', 'catalog', 'cart'] };
  t.regex(nameFault('gifts', full) ?? '', /ports for 3 apps only/);
});
