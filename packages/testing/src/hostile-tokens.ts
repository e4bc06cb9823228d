import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { exampleClaims, exampleKey, exampleToken, type ExampleKey } from './token-issuer.ts';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with any JSON as header and claims, signed like ES256. */
export function handMadeToken(header: unknown, claims: unknown, privateKey: KeyObject): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(input), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${signature.toString('base64url')}`;
}

function changed(token: string, part: 0 | 1 | 2, change: (text: string) => string): string {
  return token
    .split('.')
    .map((one, index) => (index === part ? change(one) : one))
    .join('.');
}

/** An issuer whose tokens the verifier accepts. */
export interface TrustedIssuer {
  key: Omit<ExampleKey, 'jwk'>;
  issuer: string;
  audience: string;
}

/**
 * Tokens that every verifier of this issuer's tokens must reject, by their fault: those of RFC 8725
 * and other known attacks. Many are signed with the issuer's own key, so that nothing else is
 * wrong.
 */
export function hostileTokens(trusted: TrustedIssuer): Record<string, string> {
  return {
    ...malformed(trusted),
    ...otherAlgorithms(trusted),
    ...otherHeaders(trusted),
    ...claims(trusted),
  };
}

const ours = ({ issuer, audience }: TrustedIssuer, over: Record<string, unknown> = {}) =>
  exampleClaims({ iss: issuer, aud: audience, ...over });
const goodToken = ({ key, issuer, audience }: TrustedIssuer, over: Record<string, unknown> = {}) =>
  exampleToken({ ...key, jwk: {} }, { iss: issuer, aud: audience, ...over });
const headerOf = ({ key }: TrustedIssuer) => ({ alg: 'ES256', typ: 'at+jwt', kid: key.kid });

function malformed(trusted: TrustedIssuer): Record<string, string> {
  const good = goodToken(trusted);
  const { privateKey } = trusted.key;
  const made = (header: unknown) => handMadeToken(header, ours(trusted), privateKey);
  const stranger = exampleKey(trusted.key.kid);
  const derSignature = sign('sha256', Buffer.from('x'), privateKey).toString('base64url');
  const { issuer: iss, audience: aud } = trusted;
  return {
    'nothing at all': '',
    'one word': 'token',
    'only dots': '..',
    'two parts': good.split('.').slice(0, 2).join('.'),
    'four parts': `${good}.AAAA`,
    'no signature': changed(good, 2, () => ''),
    'a header that is null': made(null),
    'a header that is a list': made([headerOf(trusted)]),
    'a header that is not JSON': changed(good, 0, () => 'e30e30e30'),
    'the signature of another key': exampleToken(stranger, { iss, aud }),
    'the signature of another token': changed(
      good,
      2,
      () => goodToken(trusted).split('.')[2] ?? '',
    ),
    'a signature of zeros': changed(good, 2, () => Buffer.alloc(64).toString('base64url')),
    'a DER signature': changed(good, 2, () => derSignature),
    'changed claims': changed(good, 1, () => encoded(ours(trusted, { roles: ['admin'] }))),
    'padding after the signature': `${good}==`,
    'a space inside': good.replace('.', ' .'),
    'a megabyte': `${encoded(headerOf(trusted))}.${'A'.repeat(1_048_576)}.${'A'.repeat(86)}`,
  };
}

function otherAlgorithms(trusted: TrustedIssuer): Record<string, string> {
  const { publicKey, privateKey, kid } = trusted.key;
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const header = headerOf(trusted);
  const inputOf = (alg: string) =>
    `${encoded({ alg, typ: 'at+jwt', kid })}.${encoded(ours(trusted))}`;
  const made = (alg: unknown) => handMadeToken({ ...header, alg }, ours(trusted), privateKey);
  const hmac = (alg: string, secret: string) => {
    const mac = createHmac('sha256', secret).update(inputOf(alg));
    return `${inputOf(alg)}.${mac.digest('base64url')}`;
  };
  const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const rsa = (alg: string) =>
    `${inputOf(alg)}.${sign('sha256', Buffer.from(inputOf(alg)), rsaKey).toString('base64url')}`;
  return {
    'no algorithm': `${inputOf('none')}.`,
    'the algorithm nOnE with a signature': made('nOnE'),
    'the public key as an HMAC secret': hmac('HS256', publicPem),
    'an empty HMAC secret': hmac('HS256', ''),
    'a short signature under ES256': hmac('ES256', publicPem),
    'an RSA signature': rsa('RS256'),
    'an RSA signature called ES256': rsa('ES256'),
    'the algorithm ES384': made('ES384'),
    'the algorithm es256 in small letters': made('es256'),
    'a list of algorithms': made(['ES256']),
  };
}

function otherHeaders(trusted: TrustedIssuer): Record<string, string> {
  const { privateKey, kid } = trusted.key;
  const stranger = exampleKey(kid);
  const header = headerOf(trusted);
  const made = (over: object, key = privateKey) =>
    handMadeToken({ ...header, ...over }, ours(trusted), key);
  return {
    'a key of its own in the header': made({ jwk: stranger.jwk }, stranger.privateKey),
    'a key URL in the header': made({ jku: 'https://evil.example/keys' }),
    'a certificate URL in the header': made({ x5u: 'https://evil.example' }),
    'a certificate chain': made({ x5c: ['AAAA'] }),
    'a critical extension': made({ crit: ['exp'], exp: 1 }),
    'an unencoded payload': made({ b64: false }),
    'a compressed payload': made({ zip: 'DEF' }),
    'an unknown key id': made({ kid: 'key-of-nobody' }),
    'no key id': made({ kid: undefined }),
    'a path as key id': made({ kid: '../../dev/null' }),
    'SQL as key id': made({ kid: "' OR 1=1 --" }),
    'the key id __proto__': made({ kid: '__proto__' }),
    'a number as key id': made({ kid: 1 }),
    'the type JWT': made({ typ: 'JWT' }),
    'no type': made({ typ: undefined }),
    'the type of a logout token': made({ typ: 'logout+jwt' }),
  };
}

function claims(trusted: TrustedIssuer): Record<string, string> {
  const now = Math.floor(Date.now() / 1000);
  const signed = (over: Record<string, unknown>) => goodToken(trusted, over);
  const made = (all: unknown) => handMadeToken(headerOf(trusted), all, trusted.key.privateKey);
  return {
    'another issuer': signed({ iss: 'https://evil.example' }),
    'the issuer with an extra slash': signed({ iss: `${trusted.issuer}/` }),
    'no issuer': signed({ iss: undefined }),
    'another audience': signed({ aud: 'other-shop' }),
    'no audience': signed({ aud: undefined }),
    expired: signed({ iat: now - 700, nbf: now - 700, exp: now - 31 }),
    'no expiry': signed({ exp: undefined }),
    'an expiry as text': made(ours(trusted, { exp: String(now + 600) })),
    'an expiry in a thousand years': signed({ exp: now + 31_557_600_000 }),
    'not yet valid': signed({ nbf: now + 300 }),
    'no start of validity': signed({ nbf: undefined }),
    'no subject': signed({ sub: undefined }),
    'a subject with a line break': signed({ sub: 'cus_1\nadmin' }),
    'no token id': signed({ jti: undefined }),
    'a user without a session': signed({ sid: undefined }),
    'an unknown kind': signed({ kind: 'root' }),
    'roles as text': signed({ roles: 'admin' }),
    'a hundred roles': signed({ roles: Array.from({ length: 100 }, () => 'r') }),
    'scopes as a list': signed({ scope: ['import'] }),
    'claims that are a list': made([ours(trusted)]),
    'claims that are a text': made('cus_1'),
  };
}
