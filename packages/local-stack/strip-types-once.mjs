// Loaded with `node --import` before an app. Node strips types with a WebAssembly compiler that
// stays in the memory of every process, about 30 MB each. This hook strips each source file once
// and caches the result by content hash; a process that finds all its files in the cache never
// loads the compiler. Lines and columns do not change.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kept = join(import.meta.dirname, '../../node_modules/.cache/stripped-types');

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
    const source = readFileSync(fileURLToPath(url), 'utf8');
    return { format: 'module', source: stripped(source), shortCircuit: true };
  },
});

function stripped(source) {
  const hash = createHash('sha256').update(process.version).update(source).digest('hex');
  const file = join(kept, hash);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const text = stripTypeScriptTypes(source);
    mkdirSync(kept, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file); // others may look for it at this moment
    return text;
  }
}
