import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

// These read what the TypeScript compiler writes: every statement of a declaration file starts at
// the margin, and nothing else but closing brackets does.
const STATEMENT = /^(?:export|declare|import|interface|type|abstract|const|function|class)\b/;
const COMMENT = /^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*\n/gm;
const NAME =
  /^(?:export )?(?:declare )?(?:abstract )?(?:function|class|interface|type|const|let) (\w+)/;
const LIST =
  /^(import|export) (?:type )?(?:(\w+)(?:, )?)?(?:\{([^}]*)\})?(?: from )?(?:["']([^"']+)["'])?/;

/** A name of another file of the package, or of another package. */
export interface Link {
  /** A declaration file of the package, or the name of another package. */
  file: string;
  name: string;
}

/** The statements of a declaration file. */
interface Declarations {
  /** The text of the declarations by name; an overloaded function has several. */
  texts: Map<string, string>;
  /** What the file imports from other files of the package, by its name here. */
  imports: Map<string, Link>;
  /** What the file exports, by the name outside. */
  exports: Map<string, Link>;
}

function statementsOf(text: string): string[] {
  const statements: string[] = [];
  for (const line of text.replaceAll(COMMENT, '').split('\n')) {
    if (STATEMENT.test(line)) statements.push(line);
    else if (statements.length > 0) statements[statements.length - 1] += `\n${line}`;
  }
  return statements.map((statement) => statement.trim());
}

/** The entries of `{ a, type b as c }`: the name inside and the name outside. */
function namesIn(list: string): [inside: string, outside: string][] {
  return list
    .split(',')
    .map((entry) => entry.trim().replace(/^type /, ''))
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [inside = '', outside = inside] = entry.split(' as ');
      return [inside, outside];
    });
}

/** Reads declaration files of an emitted package, each once. Files are paths in its folder. */
export function declarationReader(emitted: string): (file: string) => Declarations {
  const known = new Map<string, Declarations>();
  return (file) => {
    const found = known.get(file) ?? read(file, readFileSync(join(emitted, file), 'utf8'));
    known.set(file, found);
    return found;
  };
}

/** The declaration file that an import means; a package keeps its name. */
export function importedFile(from: string, module: string): string {
  if (!module.startsWith('.')) return module;
  return normalize(join(dirname(from), module)).replace(/\.js$/, '.d.ts');
}

function read(file: string, text: string): Declarations {
  const texts = new Map<string, string>();
  const imports = new Map<string, Link>();
  const exports = new Map<string, Link>();
  for (const statement of statementsOf(text)) {
    const [, name] = NAME.exec(statement) ?? [];
    if (name !== undefined) {
      const earlier = texts.get(name);
      texts.set(name, earlier === undefined ? statement : `${earlier}\n${statement}`);
      if (statement.startsWith('export ')) exports.set(name, { file, name });
      continue;
    }
    const [whole, keyword, , list, module] = LIST.exec(statement) ?? [];
    if (whole === undefined || whole !== statement.replace(/;$/, '')) {
      throw new Error(`${file}: the API report does not understand: ${statement}`);
    }
    const from = module === undefined ? file : importedFile(file, module);
    for (const [inside, outside] of namesIn(list ?? '')) {
      (keyword === 'import' ? imports : exports).set(outside, { file: from, name: inside });
    }
  }
  return { texts, imports, exports };
}
