import test from 'ava';
import { verifyingFlags } from './signer.ts';

test('by identity only the release workflow of the repository counts, for the tag of a version', (t) => {
  const flags = verifyingFlags({ repository: 'https://github.com/shop/commerce' });
  const pattern = new RegExp(flags[flags.indexOf('--certificate-identity-regexp') + 1] ?? '');
  const signedBy = (workflow: string) => pattern.test(`https://github.com/${workflow}`);
  t.true(signedBy('shop/commerce/.github/workflows/release.yml@refs/tags/v1.2.0'));
  for (const other of [
    'shop/commerce/.github/workflows/release.yml@refs/heads/main',
    'shop/commerce/.github/workflows/verify.yml@refs/tags/v1.2.0',
    'shop/commerce-fork/.github/workflows/release.yml@refs/tags/v1.2.0',
    'shop/commerce/.github/workflows/releaseXyml@refs/tags/v1.2.0',
    'shop/commerce/.github/workflows/release.yml@refs/tags/v1/../../heads/main',
  ]) {
    t.false(signedBy(other), other);
  }
  t.true(flags.includes('--certificate-oidc-issuer'));
});

test('without a signer nothing is checked', (t) => {
  t.throws(() => verifyingFlags({}), { message: /nothing says who must have signed/ });
});
