import test from 'ava';
import { register } from 'prom-client';
import { readAtScrape } from './readings.ts';

const textOf = (name: string) => register.getSingleMetricAsString(name);

test('a gauge is read when Prometheus asks, with its labels', async (t) => {
  const counts = { open: 2, late: 1 };
  readAtScrape(
    {
      name: 'test_holds',
      help: 'Holds.',
      labelNames: ['state'],
      read: async (source: typeof counts) =>
        Object.entries(source).map(([state, value]) => ({ labels: { state }, value })),
    },
    counts,
  );
  t.regex(
    await textOf('test_holds'),
    /test_holds\{state="open"\} 2\ntest_holds\{state="late"\} 1$/,
  );
  counts.open = 5;
  t.regex(await textOf('test_holds'), /state="open"\} 5/);
});

test('a reading that fails leaves no old number, and is counted', async (t) => {
  const source = { fails: false };
  readAtScrape(
    {
      name: 'test_backlog',
      help: 'A backlog.',
      async read({ fails }: typeof source) {
        if (fails) throw new Error('the database is away');
        return [{ value: 7 }];
      },
    },
    source,
  );
  t.regex(await textOf('test_backlog'), /^test_backlog 7$/m);
  source.fails = true;
  t.notRegex(await textOf('test_backlog'), /^test_backlog \d/m);
  t.regex(
    await textOf('metrics_reading_faults_total'),
    /metrics_reading_faults_total\{metric="test_backlog"\} 1/,
  );
});

test('a reading without an answer is given up after its limit', async (t) => {
  readAtScrape(
    { name: 'test_silent', help: 'Never answers.', read: () => new Promise(() => {}) },
    undefined,
  );
  t.notRegex(await textOf('test_silent'), /^test_silent \d/m);
});
