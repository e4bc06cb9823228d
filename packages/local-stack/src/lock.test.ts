import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { lockHolder, tryLock } from './lock.ts';
import { identify } from './process-identity.ts';

function lockFile(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'lock-test-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  return join(directory, 'deep', 'lock');
}

test('a lock has one holder, and others learn its identity', (t) => {
  const file = lockFile(t);
  const first = tryLock(file);
  t.true('release' in first);
  const second = tryLock(file);
  t.deepEqual(second, { heldBy: identify(process.pid)! });
  if ('release' in first) first.release();
  t.is(lockHolder(file), undefined);
  t.true('release' in tryLock(file));
});

test('the lock of a killed process is taken over', async (t) => {
  const file = lockFile(t);
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const identity = identify(holder.pid!)!;
  const mine = tryLock(file);
  writeFileSync(file, JSON.stringify(identity));
  t.deepEqual(tryLock(file), { heldBy: identity });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  t.true('release' in mine && 'release' in tryLock(file));
});

test('a lock whose pid now belongs to another process is taken over', (t) => {
  const file = lockFile(t);
  const lock = tryLock(file);
  writeFileSync(file, JSON.stringify({ pid: process.pid, born: 'another boot' }));
  t.is(lockHolder(file), undefined);
  t.true('release' in tryLock(file));
  if ('release' in lock) lock.release();
  t.false(existsSync(file));
});

test('an incomplete lock file does not block', (t) => {
  const file = lockFile(t);
  tryLock(file);
  writeFileSync(file, '{"pid": 1');
  t.true('release' in tryLock(file));
});
