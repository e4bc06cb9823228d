// The first step of every npm script: runs on the Node of the machine (20 or newer), installs the
// packages if needed, and runs a TypeScript script with the Node 24 from these packages. Usage:
// node scripts/run.mjs <script.ts> [arguments] Only old syntax here, so that a Node that is too old
// can still report that.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const SCRIPTS_NODE = 24;
const HEARTBEAT_MS = 2000;
const PARENT_CHECK_MS = 1000;
const LOCK_POLL_MS = 500;
const LOCK_STALE_MS = 15 * 60 * 1000;
const OUTPUT_CHARS = 2000;

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const lockFile = path.join(root, 'package-lock.json');
const stampFile = path.join(modules, '.installed-for');
const node24 = path.join(modules, '.bin', 'node');

function fail(what, why, next) {
  console.error(`error:  ${what}\nwhy:    ${why}\nnext:   ${next}`);
  process.exit(1);
}

function checkOwnNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  const found = `this is ${process.version} at ${process.execPath}`;
  fail('Node is too old', found, `install Node ${OLDEST_NODE} or newer from https://nodejs.org`);
}

function stampText() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${lock} ${process.platform}-${process.arch}\n`;
}

function isInstalled() {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === stampText();
  // npm was run by hand: npm's own record shows whether that was after the last change.
  const record = path.join(modules, '.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(lockFile).mtimeMs;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Two simultaneous commands in a fresh clone install only once. The lock is a folder, which only
// one process can create.
async function withInstallLock(work) {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const lock = path.join(os.tmpdir(), `dapr-commerce-install-${id}`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - statSync(lock).mtimeMs > LOCK_STALE_MS) rmdirSync(lock);
      else await pause(LOCK_POLL_MS);
    }
  }
  const unlock = () => existsSync(lock) && rmdirSync(lock);
  process.once('exit', unlock);
  try {
    await work();
  } finally {
    process.removeListener('exit', unlock);
    unlock();
  }
}

function runNpmCi() {
  const npm = process.env.npm_execpath;
  const [command, ...prefix] = npm ? [process.execPath, npm] : ['npm'];
  const args = [...prefix, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(0, OUTPUT_CHARS));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

async function install() {
  const since = Date.now();
  const elapsed = () => `${((Date.now() - since) / 1000).toFixed(1)} s`;
  const tty = process.stdout.isTTY;
  process.stdout.write(`  … installing packages${tty ? '' : ' '}`);
  const beat = setInterval(() => {
    process.stdout.write(tty ? `\r  … installing packages  ${elapsed()}` : '.');
  }, HEARTBEAT_MS);
  const { code, output } = await runNpmCi();
  clearInterval(beat);
  process.stdout.write(tty ? '\r\x1b[K' : '\n');
  if (code !== 0)
    fail('the packages cannot be installed', output.trim(), 'fix the cause, then run npm ci');
  writeFileSync(stampFile, stampText());
  console.log(`  ✓ ${'packages'.padEnd(26)}  ${elapsed().padStart(8)}`);
}

function checkScriptsNode() {
  const { stdout } = spawnSync(node24, ['--version'], { encoding: 'utf8' });
  const [, version] = /^v(\d+)/.exec(stdout || '') || [];
  const major = Number(version || 0);
  if (major >= SCRIPTS_NODE) return;
  const why =
    major > 0
      ? `node_modules/.bin/node is Node ${major}`
      : 'node_modules/.bin/node does not run; the install script of the npm package `node` ' +
        'fetches it and was perhaps not allowed to run';
  const next = 'npm rebuild node --ignore-scripts=false (or delete node_modules and start again)';
  fail(`Node ${SCRIPTS_NODE} for the scripts is missing`, why, next);
}

function handOver(args) {
  const child = spawn(node24, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  // A killed npm cannot signal its children, so this process checks for its parent. The script
  // itself notices the end of this process by the closed channel.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
  }
  child.once('error', (error) => fail('the script cannot be started', error.message, 'npm ci'));
  child.once('exit', (code, signal) => {
    process.exit(code === null ? 128 + os.constants.signals[signal] : code);
  });
}

async function main() {
  checkOwnNode();
  if (!isInstalled()) await withInstallLock(async () => isInstalled() || install());
  else if (!existsSync(stampFile)) writeFileSync(stampFile, stampText());
  checkScriptsNode();
  handOver(process.argv.slice(2));
}

await main();
