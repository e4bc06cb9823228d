export {
  withAuthorization,
  callerIf,
  callerIn,
  type AuthorizedOperation,
} from './authorization.ts';
export { auditThrough, type Audit, type AuditEntry } from './audit.ts';
export { TokenRefused, type Caller } from './caller.ts';
export { openIssuerVerifier } from './issuer.ts';
export { type Jwks } from './key-set.ts';
export { openRevocations } from './revocations.ts';
export { openVerifier, type Verifier, type VerifierOptions } from './verifier.ts';
