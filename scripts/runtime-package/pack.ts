import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stagePackage } from './stage.ts';

/** What npm says about the file that it has packed. */
interface Packed {
  filename: string;
  files: { path: string }[];
}

/**
 * Compiles the runtime and packs it as it is published. Returns the path of the file in the folder,
 * and the paths in it. Throws with the messages of the compiler or of npm.
 */
export function packRuntime(folder: string): { file: string; files: string[] } {
  const staging = mkdtempSync(join(tmpdir(), 'runtime-package-'));
  try {
    stagePackage(staging);
    mkdirSync(folder, { recursive: true });
    const { status, stdout, stderr } = spawnSync(
      'npm',
      ['pack', '--json', '--pack-destination', resolve(folder)],
      { cwd: staging, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`npm pack failed:\n${stdout}${stderr}`);
    const packed = JSON.parse(stdout) as Packed[] | Record<string, Packed>;
    const [about] = Object.values(packed);
    if (about === undefined) throw new Error(`npm pack named no file:\n${stdout}`);
    return {
      file: join(resolve(folder), about.filename),
      files: about.files.map(({ path }) => path),
    };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
