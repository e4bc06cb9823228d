import test from 'ava';
import { nearLocations } from './location.ts';

const declared = ['main', 'london', 'leeds', 'lyon'];

const cases: [unknown: string, near: string[]][] = [
  ['lodnon', ['london']],
  ['LONDN', ['london']],
  ['leads', ['leeds']],
  ['maine', ['main']],
  ['warehouse-7', []],
];
for (const [unknown, near] of cases) {
  test(`for ${unknown}, ${near.join() || 'nothing'} is near`, (t) => {
    t.deepEqual(nearLocations(unknown, declared), near);
  });
}

test('not more than five locations are near, the nearest first', (t) => {
  const rows = Array.from({ length: 9 }, (_, n) => `shelf-${n}`);
  t.deepEqual(nearLocations('shelf-8x', rows)[0], 'shelf-8');
  t.is(nearLocations('shelf-8x', rows).length, 5);
});
