import { specify } from 'dapr-actor-runtime/testing';
import test from 'ava';
import { account } from './account.ts';

// Each `then` throws if the account decides otherwise; ava wants an assertion of its own as well.
const given = specify(account);
const opened = { type: 'AccountOpened.v1', data: {} } as const;
const closed = { type: 'AccountClosed.v1', data: {} } as const;
const moved = (cause: string, cents: number, total = cents) =>
  ({ type: 'MoneyMoved.v1', data: { cause, cents, total } }) as const;
const move = (cause: string, cents: number) => ({ type: 'Move', cause, cents }) as const;

test('an account opens once, closes when it is empty, and can open again', (t) => {
  given().when({ type: 'Open' }).thenEvents(opened);
  given(opened).when({ type: 'Open' }).thenNothing();
  given(opened).when({ type: 'Close' }).thenEvents(closed);
  given(opened, closed).when({ type: 'Close' }).thenNothing();
  given(opened, moved('d1', 5)).when({ type: 'Close' }).thenRefused('not-empty');
  given(opened, closed).when({ type: 'Open' }).thenEvents(opened);
  t.pass();
});

test('money moves in, and out as far as there is any', (t) => {
  given(opened).when(move('d1', 500)).thenEvents(moved('d1', 500));
  given(opened, moved('d1', 500)).when(move('t1', -500)).thenEvents(moved('t1', -500));
  given(opened, moved('d1', 500)).when(move('t1', -501)).thenRefused('too-little');
  t.pass();
});

test('only an open account moves money', (t) => {
  given().when(move('d1', 500)).thenRefused('not-open');
  given(opened, closed).when(move('t1', 500)).thenRefused('not-open');
  t.pass();
});

test('a cause moves money once, and only its own amount', (t) => {
  given(opened, moved('d1', 500)).when(move('d1', 500)).thenNothing();
  given(opened, moved('d1', 500)).when(move('d1', 600)).thenRefused('used');
  given(opened, moved('d1', 500), moved('t1', -500)).when(move('t1', -500)).thenNothing();
  given(opened).when(move('constructor', 5)).thenEvents(moved('constructor', 5));
  t.pass();
});

test('what was moved is taken back once, and then never moves again', (t) => {
  const debited = [opened, moved('d1', 500), moved('t1', -200)];
  given(...debited)
    .when(move('t1', 0))
    .thenEvents(moved('t1', 200, 0));
  given(...debited, moved('t1', 200, 0))
    .when(move('t1', 0))
    .thenNothing();
  given(...debited, moved('t1', 200, 0))
    .when(move('t1', -200))
    .thenRefused('used');
  t.pass();
});

test('what is taken back before it has moved never moves', (t) => {
  given(opened, moved('d1', 500))
    .when(move('t1', 0))
    .thenEvents(moved('t1', 0, 0));
  given(opened, moved('d1', 500), moved('t1', 0, 0))
    .when(move('t1', -200))
    .thenRefused('used');
  given()
    .when(move('t1', 0))
    .thenEvents(moved('t1', 0, 0));
  t.pass();
});
