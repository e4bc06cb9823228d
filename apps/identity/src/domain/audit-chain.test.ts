import test from 'ava';
import {
  chainEntry,
  EMPTY_CHAIN,
  escapeControls,
  headFault,
  verifyChain,
  type AuditEntry,
  type ChainedEntry,
} from './audit-chain.ts';

/** Replaces the keyed hash of the log: different texts have different sums. */
function hash(text: string): string {
  let sum = 0n;
  for (const character of text)
    sum = (sum * 1_000_003n + BigInt(character.codePointAt(0) ?? 0)) % (1n << 127n);
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
    entries.push(chainEntry(entries.at(-1) ?? EMPTY_CHAIN, entry(target), hash));
  }
  return entries;
}
const verify = (entries: ChainedEntry[]) => verifyChain(EMPTY_CHAIN, entries, hash);

test('an intact chain is verified up to its head, also page by page', (t) => {
  const all = chainOf('a', 'b', 'c');
  t.deepEqual(verify(all), { head: { seq: 3, hash: all[2]?.hash ?? '' } });
  const first = verify(all.slice(0, 2));
  t.true('head' in first);
  if ('head' in first) t.deepEqual(verifyChain(first.head, all.slice(2), hash), verify(all));
});

for (const field of ['at', 'actor', 'action', 'target', 'outcome', 'correlationId'] as const) {
  test(`a changed ${field} is detected`, (t) => {
    const all = chainOf('a', 'b', 'c').map((one) =>
      one.seq === 2 ? ({ ...one, [field]: 'refused' } as ChainedEntry) : one,
    );
    t.deepEqual(verify(all), { fault: 'row 2 was changed' });
  });
}

test('a row that was changed together with its hash is detected at the next row', (t) => {
  const all = chainOf('a', 'b', 'c');
  const [first, , third] = all as [ChainedEntry, ChainedEntry, ChainedEntry];
  const forged = chainEntry(first, entry('forged'), hash);
  t.deepEqual(verify([first, forged, third]), { fault: 'row 3 does not follow 2' });
});

test('a removed row is detected', (t) => {
  const [first, , third] = chainOf('a', 'b', 'c') as [ChainedEntry, ChainedEntry, ChainedEntry];
  t.like(verify([first, third]), { fault: 'row 2 is missing: 3 follows 1' });
});

test('reordered rows are detected', (t) => {
  const [first, second, third] = chainOf('a', 'b', 'c') as [
    ChainedEntry,
    ChainedEntry,
    ChainedEntry,
  ];
  t.true('fault' in verify([first, third, second]));
  t.true('fault' in verify([first, { ...third, seq: 2 }, { ...second, seq: 3 }]));
});

test('rows cut off at the end are detected by the recorded head', (t) => {
  const [first, second] = chainOf('a', 'b') as [ChainedEntry, ChainedEntry];
  t.is(headFault(first, second), 'rows after 1 are missing');
  t.is(headFault(second, first), 'row 2 was added after the recorded head');
  t.is(headFault(second, { ...second, hash: 'x' }), 'the recorded head was changed');
  t.is(headFault(second, second), undefined);
});

test('control characters and bidirectional overrides in an entry are escaped', (t) => {
  t.is(escapeControls('a\r\nb'), 'a\\u000d\\u000ab');
  t.is(escapeControls('\u001b[31mred\u009b'), '\\u001b[31mred\\u009b');
  t.is(escapeControls('x\u202ey'), 'x\\u202ey');
  t.is(escapeControls('x'.repeat(500)).length, 200);
  t.is(chainEntry(EMPTY_CHAIN, entry('a\nb'), hash).target, 'a\\u000ab');
});
