// Signs published images and their SBOMs with cosign, and checks that others were signed so.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '@commerce/local-stack';
import { commandLine } from './command-line.ts';
import { goTools } from './go-tools.ts';
import { contentOf, programNamed } from './images/image.ts';
import { sbomOf } from './images/sbom.ts';
import { endWith } from './launch.ts';
import { typedPath } from './places.ts';
import { type PublishedImage, publishedImages } from './release/image-values.ts';
import { type Signer, signingFlags, verifyingFlags } from './release/signer.ts';

/** Longest work on one signature, ms: the transparency log may be slow. */
const SIGNATURE_TIMEOUT_MS = 3 * 60_000;
const SBOM_TYPE = ['--type', 'cyclonedx'];

type Cosign = (args: string[], failure: { what: string; next: string }) => void;

const refOf = ({ repository, digest }: PublishedImage) => `${repository}@${digest}`;

/** Runs cosign to its end. Its output is shown only if it fails. */
function cosignAt(program: string): Cosign {
  return (args, { what, next }) => {
    const { status, stderr, error } = spawnSync(program, args, {
      encoding: 'utf8',
      timeout: SIGNATURE_TIMEOUT_MS,
    });
    if (status === 0) return;
    throw new SetupError({ what, why: error?.message ?? stderr.trim(), next });
  };
}

/** Signs an image, and attests its SBOM. */
function sign(cosign: Cosign, image: PublishedImage, signer: Signer): void {
  const ref = refOf(image);
  const flags = ['--yes', ...signingFlags(signer)];
  const next = 'a workflow needs the permission id-token: write; elsewhere give --key';
  cosign(['sign', ...flags, ref], { what: `${ref} cannot be signed`, next });
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-sbom-'));
  try {
    const file = join(scratch, 'sbom.cdx.json');
    const sbom = sbomOf(image.program, contentOf(programNamed(image.program)));
    writeFileSync(file, JSON.stringify(sbom));
    const attest = ['attest', ...flags, ...SBOM_TYPE, '--predicate', file, ref];
    cosign(attest, { what: `the SBOM of ${ref} cannot be signed`, next });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Checks the signature of an image and that of its SBOM. */
function check(cosign: Cosign, image: PublishedImage, signer: Signer): void {
  const ref = refOf(image);
  const flags = verifyingFlags(signer);
  const next = 'do not install it; find out who pushed it';
  cosign(['verify', ...flags, ref], { what: `${ref} is not signed as asked`, next });
  const verify = ['verify-attestation', ...flags, ...SBOM_TYPE, ref];
  cosign(verify, { what: `${ref} has no signed SBOM`, next });
}

const WORK = {
  sign: { each: sign, done: 'is signed, with its SBOM' },
  check: { each: check, done: 'is signed as asked, with its SBOM' },
};

async function run(what: keyof typeof WORK, file: string, signer: Signer): Promise<void> {
  const images = publishedImages(typedPath(file));
  const cosign = cosignAt((await goTools('cosign'))('cosign'));
  for (const image of images) {
    WORK[what].each(cosign, image, signer);
    console.log(`${refOf(image)} ${WORK[what].done}`);
  }
}

async function main(): Promise<number> {
  const program = commandLine({
    name: 'npm run signatures --',
    about:
      'Signs images by their digests, or checks their signatures, with cosign: as the workflow that runs, by ' +
      'its identity at GitHub, or with a key of your own.',
    environment: 'COSIGN_PASSWORD, DOCKER_CONFIG, XDG_CACHE_HOME (default ~/.cache)',
  });
  const key = '--key <file>';
  program
    .command('sign <file>')
    .description('signs the images that images.yaml of npm run push names, and attests their SBOMs')
    .option(key, 'a private key of cosign; nothing is written to a public log then')
    .action(async (file: string, options: { key?: string }) => {
      await run('sign', file, { key: options.key && typedPath(options.key) });
    });
  program
    .command('check <file>')
    .description('checks the signatures of these images and of their SBOMs')
    .option(key, 'the public key')
    .option('--repository <address>', 'whose release workflow must have signed')
    .action(async (file: string, options: { key?: string; repository?: string }) => {
      const { key: publicKey, repository } = options;
      await run('check', file, { key: publicKey && typedPath(publicKey), repository });
    });
  await program.parseAsync();
  return 0;
}

process.exit(await main().catch(endWith));
