import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
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
  /** Which files of the packages are compiled, by Go's build tags. */
  buildTags?: string[];
  /** Whether a program needs the C compiler; otherwise all are static. */
  cgo?: boolean;
  /**
   * Files of the module to place into packages that it imports, by their path there: for what a package
   * embeds and its module leaves out. They need a copy of all imported packages (`go mod vendor`).
   */
  files?: Record<string, string>;
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

/** Makes a copy of a Go module in which all imported packages are in `vendor`, with the given files. */
async function withFiles(
  go: string,
  { sources, copy, files }: { sources: string; copy: string; files: Record<string, string> },
): Promise<void> {
  rmSync(copy, { recursive: true, force: true });
  cpSync(sources, copy, { recursive: true });
  try {
    await promisify(execFile)(go, ['mod', 'vendor'], { cwd: copy });
  } catch (cause) {
    throw new SetupError({
      what: `the Go packages of ${sources} cannot be copied`,
      why: (cause as { stderr?: string }).stderr || (cause as Error).message,
      next: 'give this machine access to the Go module proxy, or fill its module cache',
      cause,
    });
  }
  for (const [place, file] of Object.entries(files)) {
    const target = join(copy, 'vendor', place);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(sources, file), target);
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
    const { files, linkerFlags = [], buildTags = [] } = about;
    const { cgo = false, duration = 'a minute or two' } = about;
    const copy = `${home}.sources`;
    const build = {
      ...{ go, sources: files === undefined ? sources : copy, targets, home },
      ...{ what: names.join(', '), linkerFlags, duration },
      env: {
        CGO_ENABLED: cgo ? '1' : '0',
        GOFLAGS: `-mod=${files === undefined ? 'readonly' : 'vendor'} -tags=${buildTags.join()}`,
      },
    };
    const fill = async () => {
      if (files !== undefined) await withFiles(go, { sources, copy, files });
      await buildWithGo(build, step);
      rmSync(copy, { recursive: true, force: true });
    };
    await fillOnce(home, { isComplete, fill, step });
    step.done();
  }
  return (program) => {
    if (!names.includes(program)) throw new Error(`tools/${module} has no ${program}`);
    return join(home, program);
  };
}
