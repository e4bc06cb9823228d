import { listLocations, writeLocation } from '@commerce/inventory/store/locations';
import test from 'ava';
import { inventoryDatabase } from './inventory-database.ts';

const { database, end } = await inventoryDatabase({ connections: 8 });
test.after.always(() => end());

const declareAs = (location: string, priority: number) =>
  writeLocation(database, { location, priority });

// `ON CONFLICT DO UPDATE` on one of two unique indexes fails now and then on the other one.
test('a location that many declare at once is declared once, whatever the letter case', async (t) => {
  for (let round = 0; round < 20; round += 1) {
    const names = [`Depot-${round}`, `depot-${round}`, `DEPOT-${round}`];
    const declared = await Promise.all(
      Array.from({ length: 60 }, (_, n) => declareAs(names[n % 3] as string, n)),
    );
    t.is(new Set(declared.map(({ location }) => location)).size, 1);
  }
  const depots = (await listLocations(database)).filter(({ location }) => /^depot/i.test(location));
  t.is(depots.length, 20);
});

test('declaring again replaces name, priority and country, and keeps the spelling', async (t) => {
  await writeLocation(database, { location: 'Hub', priority: 3, name: 'The hub', country: 'GB' });
  t.deepEqual(await declareAs('HUB', 5), { location: 'Hub', name: 'Hub', priority: 5 });
});
