import test from 'ava';
import { medianSteps } from './order-steps.ts';

test('medianSteps() takes the median of each step over the orders that have it', (t) => {
  const steps = medianSteps([
    { placed: 100, held: 110, authorized: 130, confirmed: 131, delivered: 1_131 },
    { placed: 200, held: 211, authorized: 231, confirmed: 232, delivered: 1_000 },
    { placed: 300, held: 330, authorized: undefined, confirmed: 340, delivered: undefined },
  ]);
  t.deepEqual(steps, {
    'an order: placed to held': 11,
    'an order: held to authorized': 20,
    'an order: authorized to confirmed': 1,
    'an event: confirmed to delivered': 768,
  });
});

test('medianSteps() has no entry for steps that no order took', (t) => {
  t.deepEqual(medianSteps([]), {});
});
