import test from 'ava';
import { accepted, type Decider, rejected } from '../streams/index.ts';
import { specify } from './index.ts';

type Put = { type: 'Put.v1'; data: { stones: number } };
const put = (stones: number): Put => ({ type: 'Put.v1', data: { stones } });
const bag: Decider<{ stones: number }, { add: number }, Put> = {
  initial: { stones: 0 },
  evolve: ({ stones }, { data }) => ({ stones: stones + data.stones }),
  decide({ add }, { stones }) {
    if (add === 0) return accepted();
    if (stones + add > 3) return rejected('full', `It holds ${stones} stones.`);
    return accepted(put(add));
  },
};
const given = specify(bag);

test('what a decider answers is what was expected', (t) => {
  t.notThrows(() => given().when({ add: 2 }).thenEvents(put(2)));
  t.notThrows(() => given(put(2)).when({ add: 0 }).thenNothing());
  t.notThrows(() => given(put(2)).when({ add: 2 }).thenRefused('full'));
});

test('a failure tells the story: what was given, the command, and the answer', (t) => {
  const refused = t.throws(() => given(put(2)).when({ add: 2 }).thenEvents(put(2)));
  t.regex(refused?.message ?? '', /given \{ type: 'Put\.v1', data: \{ stones: 2 \} \}/);
  t.regex(refused?.message ?? '', /when {2}\{ add: 2 \}/);
  t.regex(refused?.message ?? '', /then {2}refused, full: It holds 2 stones\./);
  const { message } = t.throws(() => given().when({ add: 1 }).thenEvents(put(2))) as Error;
  t.regex(message, /\+ +stones: 1\n.*- +stones: 2/s);
  t.throws(() => given().when({ add: 1 }).thenNothing(), { message: /then {2}\{ type: 'Put\.v1'/ });
  t.throws(() => given().when({ add: 0 }).thenEvents(put(1)), { message: /then {2}nothing/ });
  t.throws(() => given(put(3)).when({ add: 1 }).thenRefused('closed'), {
    message: /refused, full/,
  });
});

test('rules that change the state, or answer by chance, are found', (t) => {
  const changing = specify({
    ...bag,
    decide({ add }: { add: number }, state: { stones: number }) {
      state.stones += add;
      return accepted(put(add));
    },
  });
  t.throws(() => changing().when({ add: 1 }), { message: /it threw: Cannot assign to read only/ });
  let count = 0;
  const counting = specify({ ...bag, decide: () => accepted(put(count++)) });
  t.throws(() => counting().when({ add: 1 }), { message: /decided in another way/ });
});

test('an event that the state cannot take is found', (t) => {
  const picky = specify({
    ...bag,
    evolve(state: { stones: number }, { data }: Put) {
      if (data.stones > 1) throw new Error('too heavy');
      return { stones: state.stones + data.stones };
    },
  });
  t.throws(() => picky().when({ add: 2 }), { message: /it threw: too heavy/ });
});
