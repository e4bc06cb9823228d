import test from 'ava';
import { createProgress, during } from './progress.ts';

function capture(isTTY: boolean) {
  let text = '';
  const out = { isTTY, columns: 80, write: (chunk: string) => (text += chunk) };
  return { progress: createProgress(out), text: () => text };
}

test('a finished step is one line with its elapsed time and result', (t) => {
  const { progress, text } = capture(false);
  progress.step('Redis').done('its own');
  t.regex(text(), /^ {2}✓ Redis +0\.\d s {2}its own\n$/);
});

test('during() marks a failing step and rethrows the error', async (t) => {
  const { progress, text } = capture(false);
  await t.throwsAsync(
    during(progress, 'Redis', () => Promise.reject(new Error('no room'))),
    { message: 'no room' },
  );
  t.regex(text(), /✗ Redis/);
});

test('a step that ends twice is shown once', (t) => {
  const { progress, text } = capture(true);
  const step = progress.step('Redis');
  step.done();
  step.fail();
  t.notRegex(text(), /✗/);
});
