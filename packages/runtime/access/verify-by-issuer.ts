import { TokenRefused } from './caller.ts';
import { parsedPart } from './token-header.ts';
import type { Verifier } from './verified-tokens.ts';

/** Longer texts are no tokens of any issuer, and are not parsed. */
const MAX_TOKEN_LENGTH = 8_192;

/**
 * A verifier that leaves each token to the verifier of the issuer that it names; each one verifies
 * that the token is really of its issuer.
 */
export function verifyByIssuer(verifiers: ReadonlyMap<string, Verifier>): Verifier {
  return {
    async verify(token, maxAgeMs) {
      if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused('the token is too long');
      const { iss } = parsedPart(token, 1);
      const verifier = verifiers.get(String(iss));
      if (verifier === undefined) throw new TokenRefused('the issuer is unknown');
      return verifier.verify(token, maxAgeMs);
    },

    async hasEnded(subject, maxAgeMs) {
      const asked = [...verifiers.values()].map((one) => one.hasEnded(subject, maxAgeMs));
      return (await Promise.all(asked)).includes(true);
    },
  };
}
