import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '../..');

const listed = execFileSync(
  'git',
  ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard'],
  {
    cwd: root,
    encoding: 'utf8',
  },
);

/** The files of the repository: tracked ones and new ones that git does not ignore. */
export const repositoryFiles: readonly string[] = [...new Set(listed.split('\n'))]
  .filter((file) => file !== '' && existsSync(join(root, file)))
  .sort();

/** Hand-written text files: without lock files, licence and compressed data. */
export const writtenFiles = repositoryFiles.filter(
  (file) => !/(?:package-lock\.json|go\.sum|go\.mod|\.gz|LICENSE)$/.test(file),
);

/** The TypeScript and JavaScript sources. */
export const sourceFiles = writtenFiles.filter((file) => /\.(?:ts|mjs)$/.test(file));

/** The text of a file of the repository. */
export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The matching lines of the files, as `file:line`. */
export function linesMatching(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readText(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

/** The names of the folders directly under a folder, such as `apps`. */
export function foldersOf(folder: string): string[] {
  const names = repositoryFiles
    .filter((file) => file.startsWith(`${folder}/`))
    .map((file) => file.split('/')[folder.split('/').length] ?? '');
  return [...new Set(names)].filter((name) => existsSync(join(root, folder, name, 'package.json')));
}
