import { Problem } from 'dapr-actor-runtime/server';
import test from 'ava';
import type { Context } from 'koa';
import { refuseUnsafeParameters } from './plain-parameters.ts';

/** Whether a path parameter is let through. */
async function passes(params: Record<string, string>): Promise<boolean> {
  let passed = false;
  try {
    await refuseUnsafeParameters({ params } as unknown as Context, async () => {
      passed = true;
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  return passed;
}

for (const value of [
  'a/b',
  '..',
  '.',
  'a?b',
  'a#b',
  'a%2Fb',
  'a\\b',
  'a\u0000',
  'a\ufffd',
  '\ud800',
]) {
  test(`the id ${JSON.stringify(value)} is refused`, async (t) => {
    t.false(await passes({ id: value }));
  });
}

for (const sku of ['A/B C', 'a?b', '50%', '#1', 'a\\b', 'Größe', '靴', 'a/../b']) {
  test(`the product code ${sku} is let through, to be judged by its app`, async (t) => {
    t.true(await passes({ sku }));
  });
}

for (const sku of ['..', '.', 'a\u0000', 'a\u001fb', '\ud800', 'a\ufffd']) {
  test(`the product code ${JSON.stringify(sku)} is refused`, async (t) => {
    t.false(await passes({ sku }));
  });
}
