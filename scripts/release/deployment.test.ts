import test from 'ava';
import { type Helm, type HelmAnswer, rollback, upgrade } from './deployment.ts';

const PLACE = { namespace: 'shop', timeout: '10m' };
const DONE: HelmAnswer = { code: 0, stdout: '', stderr: '' };
const FAILED: HelmAnswer = { code: 1, stdout: '', stderr: '' };
const NOT_FOUND: HelmAnswer = { code: 1, stdout: '', stderr: 'Error: release: not found\n' };
const THIRD: HelmAnswer = {
  ...DONE,
  stdout: JSON.stringify([
    { revision: 2, status: 'superseded' },
    { revision: 3, status: 'deployed' },
    { revision: 4, status: 'failed' },
  ]),
};

/** Answers in the place of helm by its first argument, and notes the calls. */
function answering(answers: Record<string, HelmAnswer>): { helm: Helm; calls: string[] } {
  const calls: string[] = [];
  const helm: Helm = (args) => {
    calls.push(args.join(' '));
    return answers[args[0] ?? ''] ?? DONE;
  };
  return { helm, calls };
}

test('an upgrade waits, goes back by itself if it fails, and is tried out', (t) => {
  const { helm, calls } = answering({ history: THIRD });
  upgrade(helm, { ...PLACE, context: 'prod' }, ['/a.yaml', '/b.yaml']);
  t.deepEqual(calls, [
    'history commerce --namespace shop --kube-context prod --output json',
    'upgrade --install commerce charts/commerce --namespace shop --kube-context prod ' +
      '--values /a.yaml --values /b.yaml --rollback-on-failure --wait --timeout 10m',
    'test commerce --namespace shop --kube-context prod --logs --timeout 10m',
  ]);
});

test('an upgrade whose trial fails goes back to the revision that was deployed', (t) => {
  const { helm, calls } = answering({ history: THIRD, test: FAILED });
  t.throws(() => upgrade(helm, PLACE, []), { message: /the upgrade was taken back/ });
  t.is(calls.at(-1), 'rollback commerce 3 --namespace shop --wait --timeout 10m');
});

test('a failed upgrade is not tried out', (t) => {
  const { helm, calls } = answering({ history: THIRD, upgrade: FAILED });
  t.throws(() => upgrade(helm, PLACE, []), { message: /the upgrade failed/ });
  t.is(calls.length, 2);
});

test('a first install that does not work has nothing to go back to', (t) => {
  const { helm, calls } = answering({ history: NOT_FOUND, test: FAILED });
  t.throws(() => upgrade(helm, PLACE, []), { message: /the first install does not work/ });
  t.false(calls.some((call) => call.startsWith('rollback')));
});

test('without a cluster nothing is changed, and the message has the reason of helm', (t) => {
  const refused = { ...FAILED, stderr: 'warning\nError: Kubernetes cluster unreachable\n' };
  for (const change of [
    (helm: Helm) => upgrade(helm, PLACE, []),
    (helm: Helm) => rollback(helm, PLACE, undefined),
  ]) {
    const { helm, calls } = answering({ history: refused });
    t.throws(() => change(helm), { message: /cannot be read: Error: Kubernetes cluster unreach/ });
    t.is(calls.length, 1);
  }
});

test('a rollback goes to the named revision, or to the one before the newest, and is tried out', (t) => {
  const targets = { ' 2': 2, '': undefined };
  for (const [target, revision] of Object.entries(targets)) {
    const { helm, calls } = answering({ history: THIRD });
    rollback(helm, PLACE, revision);
    t.deepEqual(calls.slice(1), [
      `rollback commerce${target} --namespace shop --wait --timeout 10m`,
      'test commerce --namespace shop --logs --timeout 10m',
    ]);
  }
});

test('a rollback without a release, or to one that does not work, says so', (t) => {
  const none = answering({ history: NOT_FOUND });
  t.throws(() => rollback(none.helm, PLACE, undefined), { message: /nothing to go back to/ });
  t.is(none.calls.length, 1);
  const broken = answering({ history: THIRD, test: FAILED });
  t.throws(() => rollback(broken.helm, PLACE, 2), { message: /does not work after the rollback/ });
});
