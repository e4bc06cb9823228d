import test from 'ava';
import { costOf } from './run.ts';

test('the cost of an order is the usage of each process in the meantime, and their sum', (t) => {
  const before = new Map([
    ['app', { cpuMs: 100, rssBytes: 1, bytesWritten: 1_000 }],
    ['postgres', { cpuMs: 50, rssBytes: 1, bytesWritten: 0 }],
  ]);
  const after = new Map([
    ['app', { cpuMs: 300, rssBytes: 20, bytesWritten: 1_000 }],
    ['postgres', { cpuMs: 150, rssBytes: 30, bytesWritten: 5_000 }],
  ]);
  const cost = costOf({ before, after, orders: 100 });
  t.is(cost.cpuMsPerOrder, 3);
  t.is(cost.rssBytes, 50);
  t.is(cost.bytesWrittenPerOrder, 50);
  t.is(cost.processes['app']?.cpuMsPerOrder, 2);
  t.is(cost.processes['postgres']?.bytesWrittenPerOrder, 50);
});

test('written bytes are left out if one process does not report them', (t) => {
  const after = new Map([
    ['app', { cpuMs: 1, rssBytes: 1, bytesWritten: undefined }],
    ['postgres', { cpuMs: 1, rssBytes: 1, bytesWritten: 10 }],
  ]);
  t.is(costOf({ before: new Map(), after, orders: 1 }).bytesWrittenPerOrder, undefined);
});
