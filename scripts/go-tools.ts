import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  buildId,
  buildWithGo,
  cacheDirectory,
  createProgress,
  fillOnce,
  goOfThisMachine,
  isExecutable,
  SetupError,
} from '@commerce/local-stack';
import { parse } from 'yaml';
import { root } from './places.ts';

/** What `tools/<module>/build.yaml` may say of a build; the file may be missing. */
interface BuildFile {
  /** Flags of the linker, such as those that set a version. */
  linkerFlags?: string[];
  /** Whether a program needs the C compiler; otherwise all are static. */
  cgo?: boolean;
  /** How long the build takes on two cores, as text. */
  duration?: string;
}

/** The packages that the `tool` lines of a go.mod name. */
export function toolsOf(goMod: string): string[] {
  const blocks = [...goMod.matchAll(/^tool \(\n([^)]*)\)/gm)].map(([, lines = '']) => lines);
  const single = [...goMod.matchAll(/^tool ([^\s(]+)/gm)].map(([, line = '']) => line);
  return [...single, ...blocks.flatMap((lines) => lines.split('\n'))]
    .map((line) => line.replace(/\/\/.*/, '').trim())
    .filter(Boolean);
}

// Go leaves a version suffix such as /v2 out of the name of a program.
function programName(target: string): string {
  return basename(target.replace(/\/v\d+$/, ''));
}

function optionalText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * The paths of the programs of a Go module in `tools/`, by name: what the `tool` lines of its go.mod
 * name. Builds them all if one is missing in the cache, which is by the sums of the module's files. Throws
 * SetupError without Go or if they cannot be built.
 */
export async function goTools(module: string): Promise<(program: string) => string> {
  const sources = join(root, 'tools', module);
  const targets = toolsOf(readFileSync(join(sources, 'go.mod'), 'utf8'));
  const about = (parse(optionalText(join(sources, 'build.yaml'))) ?? {}) as BuildFile;
  const home = join(cacheDirectory(), `${module}-${buildId(sources)}`);
  const names = targets.map(programName);
  const isComplete = () => names.every((name) => isExecutable(join(home, name)));
  if (!isComplete()) {
    const go = await goOfThisMachine(sources);
    if (go === undefined) {
      throw new SetupError({
        what: `${names.join(', ')} cannot be built`,
        why: 'there is no Go on PATH, or it is too old',
        next: 'install Go from https://go.dev/dl and put it on PATH',
      });
    }
    const step = createProgress().step(names.join(', '));
    const build = {
      ...{ go, sources, targets, home, what: names.join(', ') },
      linkerFlags: about.linkerFlags ?? [],
      env: { CGO_ENABLED: about.cgo === true ? '1' : '0', GOFLAGS: '-mod=readonly' },
      duration: about.duration ?? 'a minute or two',
    };
    await fillOnce(home, { isComplete, fill: () => buildWithGo(build, step), step });
    step.done();
  }
  return (program) => {
    if (!names.includes(program)) throw new Error(`tools/${module} has no ${program}`);
    return join(home, program);
  };
}
