import test from 'ava';
import { EMPTIED_WINDOW_MS, lostWindow } from './broker-loss.ts';

const TWO_MINUTES_MS = 120_000;

test('what the broker may have lost follows from its process and from the entries of the topic', (t) => {
  const now = { process: 'b', added: 7 };
  const windows = {
    'the same process, more entries': lostWindow('b 5', now),
    'the same process, as many entries': lostWindow('b 7', now),
    'another process': lostWindow('a 7', now),
    'an empty one': lostWindow(null, now),
    'the same process, a new topic': lostWindow('b 8', now),
    'another process that has lost the topic': lostWindow('a 900', now),
    'as an earlier version stored it': lostWindow('b', now),
  };
  t.deepEqual(windows, {
    'the same process, more entries': 0,
    'the same process, as many entries': 0,
    'another process': TWO_MINUTES_MS,
    'an empty one': EMPTIED_WINDOW_MS,
    'the same process, a new topic': EMPTIED_WINDOW_MS,
    'another process that has lost the topic': EMPTIED_WINDOW_MS,
    'as an earlier version stored it': 0,
  });
});
