import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const README = resolve(import.meta.dirname, '../../../packages/runtime/README.md');
const SECTION = '## First example';

/** A block of code of the README. */
interface Fence {
  language: string;
  text: string;
}

function fencesOf(section: string): Fence[] {
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(
    ([, language = '', text = '']) => ({ language, text }),
  );
}

/** The first example of the runtime's README, as it is printed. */
export function readmeExample() {
  const section = readFileSync(README, 'utf8').split(SECTION)[1]?.split(/^## /m)[0] ?? '';
  const fences = fencesOf(section);
  const one = (language: string, mark: string): string => {
    const found = fences.filter((each) => each.language === language && each.text.includes(mark));
    if (found.length === 1 && found[0] !== undefined) return found[0].text;
    throw new Error(`${SECTION} has ${found.length} ${language} blocks with '${mark}', not one`);
  };
  const [, types] = /`npm install -D typescript ([^`]+)`/.exec(section) ?? [];
  if (types === undefined) throw new Error(`${SECTION} does not say which types to install`);
  return {
    /** The shell commands that make the folder `counter` and install the package. */
    install: one('sh', 'npm install'),
    /** The packages that have the types of what the package exports. */
    types: types.split(' '),
    program: one('ts', '// counter.ts'),
    component: one('yaml', '# components/statestore.yaml'),
    /** The shell commands that start Dapr's programs and the app. */
    start: one('sh', 'daprd --app-id'),
    /** The calls, each with the answer that the README gives. */
    calls: one('sh', 'curl')
      .trim()
      .split('\n')
      .map((line) => {
        const [command = '', answer = ''] = line.split(' # ');
        return { command: command.trim(), answer };
      }),
  };
}
