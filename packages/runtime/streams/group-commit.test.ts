import test from 'ava';
import { SidecarError } from '../sidecar/index.ts';
import { groupCommit } from './group-commit.ts';

/** A store that holds each transaction back until the test lets it go. */
function openStore() {
  const taken = new Set<string>();
  const groups: string[][] = [];
  const held: (() => void)[] = [];
  let fault: Error | undefined;
  const commit = groupCommit(async (commits) => {
    const inserts = commits.flatMap((one) => one.inserts);
    groups.push(inserts);
    await new Promise<void>((resolve) => held.push(resolve));
    if (fault !== undefined) throw fault;
    if (inserts.some((one) => taken.has(one))) {
      const body = JSON.stringify({ errorCode: 'ERR_STATE_TRANSACTION', message: 'etag mismatch' });
      throw new SidecarError('state transaction', 500, body);
    }
    for (const one of inserts) taken.add(one);
    return commits.map(() => 'committed');
  });
  let streams = 0;
  const commitAll = async (inserts: string[], stream = `s${(streams += 1)}`) =>
    (await commit({ stream, keys: inserts, inserts, isPublished: true })) === 'committed';
  return {
    commit: commitAll,
    insert: (one: string) => commitAll([one]),
    groups,
    fail: (error: Error) => (fault = error),
    /** Lets transactions go until the work is done. */
    async run<T>(work: Promise<T>): Promise<T> {
      let done = false;
      const ended = () => (done = true);
      work.then(ended, ended);
      while (!done) {
        held.splice(0).forEach((release) => release());
        await new Promise((resolve) => setImmediate(resolve));
      }
      return work;
    },
  };
}

test('an insert waits for nothing while no other is under way', async (t) => {
  const store = openStore();
  t.true(await store.run(store.insert('a')));
  t.deepEqual(store.groups, [['a']]);
});

test('inserts that come together, or while others are under way, go together', async (t) => {
  const store = openStore();
  const insert = (one: string) => store.insert(one);
  const first = ['a', 'b'].map(insert);
  await new Promise((resolve) => setImmediate(resolve));
  const all = [...first, ...['c', 'd', 'e'].map(insert)];
  t.deepEqual(await store.run(Promise.all(all)), [true, true, true, true, true]);
  t.deepEqual(store.groups, [
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
});

test('a group has at most 16 inserts and closes at a million characters', async (t) => {
  const store = openStore();
  const many = Array.from({ length: 40 }, (_, n) => store.insert(String(n)));
  await store.run(Promise.all(many));
  t.deepEqual(
    store.groups.map(({ length }) => length),
    [16, 16, 8],
  );
  const large = openStore();
  const half = (name: string) => name.repeat(600_000);
  await large.run(Promise.all(['a', 'b', 'c', 'd'].map((name) => large.insert(half(name)))));
  t.deepEqual(
    large.groups.map(({ length }) => length),
    [1, 1, 1, 1],
  );
});

test('a commit whose key is taken costs the others only a second try', async (t) => {
  const store = openStore();
  await store.run(store.insert('taken'));
  const all = ['first', 'a', 'taken', 'b'].map((one) => store.insert(one));
  t.deepEqual(await store.run(Promise.all(all)), [true, true, false, true]);
});

test('a failure of the store reaches every commit of the group, because any may be stored', async (t) => {
  const store = openStore();
  store.fail(new Error('the store is away'));
  const all = ['a', 'b', 'c'].map((one) => store.insert(one));
  const ends = await store.run(Promise.allSettled(all));
  t.true(ends.every(({ status }) => status === 'rejected'));
  t.is(store.groups.flat().length, 3, 'none is tried again');
});

test('the inserts of one commit stay in one transaction, and count one by one for the group', async (t) => {
  const store = openStore();
  const pairs = Array.from({ length: 12 }, (_, n) => [`${n}a`, `${n}b`]);
  const all = [store.insert('first'), ...pairs.map((pair) => store.commit(pair))];
  t.true((await store.run(Promise.all(all))).every(Boolean));
  t.deepEqual(
    store.groups.map(({ length }) => length),
    [15, 10],
  );
});

test('a commit of more inserts than a group may have goes alone', async (t) => {
  const store = openStore();
  const many = Array.from({ length: 20 }, (_, n) => `many-${n}`);
  const all = [store.insert('first'), store.insert('a'), store.commit(many), store.insert('b')];
  t.deepEqual(await store.run(Promise.all(all)), [true, true, true, true]);
  t.deepEqual(store.groups, [['first', 'a'], many, ['b']]);
});

test('a commit of which one key is taken is lost whole, and the others of its group are not', async (t) => {
  const store = openStore();
  await store.run(store.insert('taken'));
  const all = [
    store.insert('first'),
    store.commit(['a1', 'a2']),
    store.commit(['free', 'taken']),
    store.commit(['b1', 'b2']),
  ];
  t.deepEqual(await store.run(Promise.all(all)), [true, true, false, true]);
  t.deepEqual(store.groups.slice(-3), [
    ['a1', 'a2'],
    ['free', 'taken'],
    ['b1', 'b2'],
  ]);
});

test('two commits of one stream never share a transaction', async (t) => {
  const store = openStore();
  const all = [
    store.insert('first'),
    store.commit(['a'], 'same'),
    store.commit(['b'], 'same'),
    store.commit(['c'], 'other'),
  ];
  t.deepEqual(await store.run(Promise.all(all)), [true, true, true, true]);
  t.deepEqual(store.groups, [
    ['first', 'a'],
    ['b', 'c'],
  ]);
});
