import test from 'ava';
import { missingPackages } from './system-programs.ts';

test('a machine that has every program needs no packages', (t) => {
  t.deepEqual(
    missingPackages(() => true),
    [],
  );
});

test('a package is named once, however many of its programs are missing', (t) => {
  const missing = missingPackages((program) => !['containerd', 'ctr', 'ipset'].includes(program));
  t.deepEqual(missing, ['containerd', 'ipset']);
});

test('the plug-ins for the network of pods are looked for in their folder', (t) => {
  const missing = missingPackages((program) => program !== '/usr/lib/cni/bridge');
  t.deepEqual(missing, ['containernetworking-plugins']);
});
