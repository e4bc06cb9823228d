import { SetupError } from '@commerce/local-stack';

/** Who signs GitHub's tokens of identity for workflows. */
const TOKEN_ISSUER = 'https://token.actions.githubusercontent.com';
const RELEASE_WORKFLOW = '.github/workflows/release.yml';

/** Who signs: a key, or the release workflow of a repository. */
export interface Signer {
  /** The path of cosign's key, private to sign and public to check. */
  key?: string | undefined;
  /** The address of the repository, such as `https://github.com/shop/commerce`. */
  repository?: string | undefined;
}

/** The flags of cosign to sign. Without a key it takes the identity that a workflow has. */
export function signingFlags({ key }: Signer): string[] {
  if (key === undefined) return [];
  // Who has a key of their own may not want to name their images in a public log.
  return ['--key', key, '--use-signing-config=false', '--tlog-upload=false'];
}

/**
 * The flags of cosign to check a signature. By identity, only the release workflow counts, and only when it
 * ran for a tag of a version. Throws SetupError without a signer.
 */
export function verifyingFlags({ key, repository }: Signer): string[] {
  if (key !== undefined) return ['--key', key, '--insecure-ignore-tlog=true'];
  if (repository === undefined) {
    throw new SetupError({
      what: 'signatures cannot be checked',
      why: 'nothing says who must have signed',
      next: 'give --repository <address of the repository> or --key <public key>',
    });
  }
  const workflow = `${repository}/${RELEASE_WORKFLOW}`.replaceAll(/[.+*?()[\]{}|^$\\]/g, '\\$&');
  const identity = `^${workflow}@refs/tags/v[^/]+$`;
  return [
    ...['--certificate-identity-regexp', identity],
    ...['--certificate-oidc-issuer', TOKEN_ISSUER],
  ];
}
