export { authenticate, callerIn, requireRole, requireScope } from './authenticate.ts';
export { TokenRefused, type Caller } from './caller.ts';
export { type Jwks } from './key-set.ts';
export { openRevocations } from './revocations.ts';
export { openVerifier, type Verifier, type VerifierOptions } from './verifier.ts';
