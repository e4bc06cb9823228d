import { spawnSync } from 'node:child_process';
import { SetupError } from '@commerce/local-stack';

/** An engine and our own archives write the name in these two ways. */
const MANIFESTS = ['manifest.json', './manifest.json'];

/**
 * The images in a file of `docker save` or of `npm run images -- --archive`, by their names. Throws SetupError
 * if it is no such file.
 */
export function imagesIn(archive: string): string[] {
  // It fails for the name that is not there, and writes the other one.
  const args = ['-xOf', archive, ...MANIFESTS];
  const { stdout, stderr, error } = spawnSync('tar', args, { encoding: 'utf8' });
  if (!stdout) {
    throw new SetupError({
      what: `${archive} has no images`,
      why: error?.message ?? stderr.trim().split('\n')[0] ?? 'it has no manifest.json',
      next: 'write it with npm run images -- --save <folder>',
    });
  }
  const manifest = JSON.parse(stdout) as { RepoTags: string[] | null }[];
  return manifest.flatMap(({ RepoTags }) => RepoTags ?? []);
}
