import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@commerce/local-stack';
import { parse } from 'yaml';
import { root } from '../places.ts';

/** A published image. */
export interface PublishedImage {
  /** The app or simulator. */
  program: string;
  /** Where it is, without tag and digest, such as `images.shop.example/commerce-order`. */
  repository: string;
  /** `sha256:` and 64 digits. */
  digest: string;
}

/** The part of the chart's values that says where its images are. */
export interface ImageValues {
  image: { registry: string; digests: Record<string, string> };
}

const REGISTRY = /^[a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Where the image of a program is in a registry: with the prefix that the chart puts before names. */
export function repositoryOf(registry: string, program: string): string {
  const text = readFileSync(join(root, 'charts/commerce/values.yaml'), 'utf8');
  const { image } = parse(text) as { image: { prefix: string } };
  return `${registry}/${image.prefix}${program}`;
}

/** A registry as the chart takes it. Throws SetupError for an address, or letters that no image may have. */
export function readRegistry(text: string): string {
  if (REGISTRY.test(text)) return text;
  throw new SetupError({
    what: `'${text}' is no registry`,
    why: 'it is a host and a path in lower case, without a scheme and without a slash at the end',
    next: 'write it like images.shop.example/commerce',
  });
}

/** The images that a file of values names. Throws SetupError if it does not. */
export function publishedImages(file: string): PublishedImage[] {
  const values = parse(readText(file)) as Partial<ImageValues> | null;
  const { registry, digests } = values?.image ?? {};
  if (typeof registry !== 'string' || typeof digests !== 'object' || digests === null) {
    throw unusable(file, 'it needs image.registry and image.digests');
  }
  readRegistry(registry);
  return Object.entries(digests).map(([program, digest]) => {
    if (!DIGEST.test(digest)) throw unusable(file, `the digest of ${program} is ${digest}`);
    return { program, repository: repositoryOf(registry, program), digest };
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unusable(file, (error as Error).message);
  }
}

function unusable(file: string, why: string): SetupError {
  const next = 'give images.yaml as npm run push writes it';
  return new SetupError({ what: `${file} does not name images`, why, next });
}
