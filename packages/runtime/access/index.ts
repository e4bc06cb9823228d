export {
  withAuthorization,
  callerIf,
  callerIn,
  endedCheck,
  callerOfToken,
  type AuthorizedOperation,
} from './authorization.ts';
export { auditThrough, type Audit } from './audit.ts';
export { type AuditEntry } from './audit-entry.ts';
export { TokenRefused, type Caller, type TokenCaller } from './caller.ts';
export { openIssuerVerifier } from './issuer.ts';
export { openOutsideVerifier, type OutsideIssuer } from './outside-issuer.ts';
export { type Jwks } from './key-set.ts';
export { openRevocations, type IsRevoked } from './revocations.ts';
export { type Verifier } from './verified-tokens.ts';
export { openVerifier, type VerifierOptions } from './verifier.ts';
export { verifyByIssuer } from './verify-by-issuer.ts';
