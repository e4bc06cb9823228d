import test from 'ava';
import {
  chained,
  EMPTY_CHAIN,
  endFault,
  followChain,
  neutral,
  type AuditEntry,
  type ChainedEntry,
} from './audit-chain.ts';

/** Stands in for the keyed hash of the log: other texts have other sums. */
function hash(text: string): string {
  let sum = 0n;
  for (const sign of text)
    sum = (sum * 1_000_003n + BigInt(sign.codePointAt(0) ?? 0)) % (1n << 127n);
  return sum.toString(36);
}
const entry = (target: string): AuditEntry => ({
  at: '2026-11-22T08:00:00.000Z',
  actor: 'cus_1',
  action: 'session.open',
  target,
  outcome: 'done',
  correlationId: 'c',
});

function chainOf(...targets: string[]): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (const target of targets) {
    entries.push(chained(entries.at(-1) ?? EMPTY_CHAIN, entry(target), hash));
  }
  return entries;
}
const follow = (entries: ChainedEntry[]) => followChain(EMPTY_CHAIN, entries, hash);

test('a whole chain leads to its end, also page by page', (t) => {
  const all = chainOf('a', 'b', 'c');
  t.deepEqual(follow(all), { head: { seq: 3, hash: all[2]?.hash ?? '' } });
  const first = follow(all.slice(0, 2));
  t.true('head' in first);
  if ('head' in first) t.deepEqual(followChain(first.head, all.slice(2), hash), follow(all));
});

for (const field of ['at', 'actor', 'action', 'target', 'outcome', 'correlationId'] as const) {
  test(`a changed ${field} is found`, (t) => {
    const all = chainOf('a', 'b', 'c').map((one) =>
      one.seq === 2 ? ({ ...one, [field]: 'refused' } as ChainedEntry) : one,
    );
    t.deepEqual(follow(all), { fault: 'row 2 was changed' });
  });
}

test('a row that was changed with its own hash is found at the next one', (t) => {
  const all = chainOf('a', 'b', 'c');
  const [first, , third] = all as [ChainedEntry, ChainedEntry, ChainedEntry];
  const forged = chained(first, entry('forged'), hash);
  t.deepEqual(follow([first, forged, third]), { fault: 'row 3 does not follow 2' });
});

test('a removed row is found', (t) => {
  const [first, , third] = chainOf('a', 'b', 'c') as [ChainedEntry, ChainedEntry, ChainedEntry];
  t.like(follow([first, third]), { fault: 'row 2 is missing: after 1 comes 3' });
});

test('rows in another order are found', (t) => {
  const [first, second, third] = chainOf('a', 'b', 'c') as [
    ChainedEntry,
    ChainedEntry,
    ChainedEntry,
  ];
  t.true('fault' in follow([first, third, second]));
  t.true('fault' in follow([first, { ...third, seq: 2 }, { ...second, seq: 3 }]));
});

test('rows that are cut off at the end are found by the recorded end', (t) => {
  const [first, second] = chainOf('a', 'b') as [ChainedEntry, ChainedEntry];
  t.is(endFault(first, second), 'rows after 1 are missing');
  t.is(endFault(second, first), 'row 2 was added past the end');
  t.is(endFault(second, { ...second, hash: 'x' }), 'the recorded end was changed');
  t.is(endFault(second, second), undefined);
});

test('nothing in an entry moves a cursor, begins a line or turns the text around', (t) => {
  t.is(neutral('a\r\nb'), 'a\\u000d\\u000ab');
  t.is(neutral('\u001b[31mred\u009b'), '\\u001b[31mred\\u009b');
  t.is(neutral('x\u202ey'), 'x\\u202ey');
  t.is(neutral('x'.repeat(500)).length, 200);
  t.is(chained(EMPTY_CHAIN, entry('a\nb'), hash).target, 'a\\u000ab');
});
