import { execFileSync } from 'node:child_process';

/** The images that a file of `docker save` or of `npm run images -- --archive` has, by their names. */
export function imagesIn(archive: string): string[] {
  const text = execFileSync('tar', ['-xOf', archive, 'manifest.json'], { encoding: 'utf8' });
  const manifest = JSON.parse(text) as { RepoTags: string[] | null }[];
  return manifest.flatMap(({ RepoTags }) => RepoTags ?? []);
}
