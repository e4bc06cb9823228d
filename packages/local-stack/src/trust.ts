import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** The trust domain of sentry, placement and scheduler. */
export const CONTROL_PLANE_TRUST_DOMAIN = 'commerce.local';
/** The trust domain that sentry gives to apps; access control refers to it. */
export const APP_TRUST_DOMAIN = 'public';
const NAMESPACE = 'default';
const AUDIENCE = `spiffe://${CONTROL_PLANE_TRUST_DOMAIN}/ns/${NAMESPACE}/dapr-sentry`;
const KEY_ID = 'launcher';
/** The lifetime of sidecar certificates; sidecars renew them in time. */
const WORKLOAD_CERTIFICATE_TTL = '24h';
const ALLOWED_CLOCK_SKEW = '15m';
/** A certificate authority that expires sooner than this after a start is replaced, ms. */
const MIN_AUTHORITY_LEFT_MS = 30 * 24 * 3600 * 1000;

/** The identities of the processes of one stack, for sentry. */
export interface Trust {
  /**
   * Where sentry stores its certificate authority: created at the first start, readable by the
   * owner only.
   */
  credentials: string;
  sentryConfig: string;
  /** The certificate that all processes trust; exists once sentry has started. */
  anchorsFile: string;
  /** The environment with which a sidecar gets the certificate of an app. */
  sidecarEnvironment(appId: string): Record<string, string>;
  /** The same for a control plane service. */
  controlPlaneEnvironment(id: 'dapr-placement' | 'dapr-scheduler'): Record<string, string>;
  /** Writes the identity tokens with which sidecars of these app ids get a certificate. */
  identify(appIds: string[]): void;
}

/**
 * Prepares sentry's certificate authority and the identities of one run. Sentry signs a certificate
 * only for a process with a token of the launcher that names the app. The signing key of these
 * tokens never leaves this process, so no token outlives the run.
 */
export function openTrust(dataDir: string): Trust {
  const { directory, credentials, identities, anchorsFile } = trustFiles(dataDir);
  if (expiresSoon(anchorsFile)) rmSync(credentials, { recursive: true, force: true });
  rmSync(identities, { recursive: true, force: true });
  for (const one of [directory, credentials, identities]) {
    mkdirSync(one, { recursive: true, mode: 0o700 });
    chmodSync(one, 0o700);
  }
  const issuer = openIdentityIssuer();
  const sentryConfig = writeSentryConfig(directory, issuer.keys);
  const tokenFile = (id: string, trustDomain: string): string => {
    const file = join(identities, `${id}.jwt`);
    if (!existsSync(file)) writeFileSync(file, issuer.tokenFor(id, trustDomain), { mode: 0o600 });
    return file;
  };
  return {
    credentials,
    sentryConfig,
    anchorsFile,
    sidecarEnvironment: (appId) => ({
      DAPR_SENTRY_TOKEN_FILE: tokenFile(appId, APP_TRUST_DOMAIN),
      DAPR_TRUST_ANCHORS: readFileSync(anchorsFile, 'utf8'),
    }),
    controlPlaneEnvironment: (id) => ({
      DAPR_SENTRY_TOKEN_FILE: tokenFile(id, CONTROL_PLANE_TRUST_DOMAIN),
    }),
    identify: (appIds) => {
      for (const appId of appIds) tokenFile(appId, APP_TRUST_DOMAIN);
    },
  };
}

/** The files of a stack's trust. */
export function trustFiles(dataDir: string) {
  const directory = join(dataDir, 'trust');
  const credentials = join(directory, 'authority');
  return {
    directory,
    credentials,
    identities: join(directory, 'identities'),
    anchorsFile: join(credentials, 'ca.crt'),
    controlPlaneTrustDomain: CONTROL_PLANE_TRUST_DOMAIN,
  };
}

/** Whether a certificate is missing, or ends within 30 days. */
export function isMissingOrExpiring(certificate: string): boolean {
  return !existsSync(certificate) || expiresSoon(certificate);
}

function expiresSoon(certificate: string): boolean {
  if (!existsSync(certificate)) return false;
  const { validTo } = new X509Certificate(readFileSync(certificate));
  return Date.parse(validTo) < Date.now() + MIN_AUTHORITY_LEFT_MS;
}

function writeSentryConfig(directory: string, keySet: object): string {
  const keys = join(directory, 'jwks.json');
  writeFileSync(keys, JSON.stringify(keySet), { mode: 0o600 });
  const file = join(directory, 'sentry.yaml');
  writeFileSync(file, stringify(sentryConfiguration(keys)), { mode: 0o600 });
  return file;
}

/** The configuration of sentry, which accepts only tokens signed by a key in the file `keys`. */
export function sentryConfiguration(keys: string): object {
  return {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Configuration',
    metadata: { name: 'sentry' },
    spec: {
      mtls: {
        enabled: true,
        workloadCertTTL: WORKLOAD_CERTIFICATE_TTL,
        allowedClockSkew: ALLOWED_CLOCK_SKEW,
        // Without a validator sentry signs any name for any process on the machine.
        tokenValidators: [{ name: 'jwks', options: { source: keys } }],
      },
    },
  };
}

/** Signs the tokens with which processes ask sentry for a certificate. */
export interface IdentityIssuer {
  /** The key set (JWKS) by which sentry verifies them. */
  keys: object;
  /** A token that names an app, or a service of the control plane. It has no end. */
  tokenFor(id: string, trustDomain: string): string;
}

/** A new issuer. Its signing key never leaves this process. */
export function openIdentityIssuer(): IdentityIssuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'ES256', use: 'sig' };
  return {
    keys: { keys: [key] },
    tokenFor: (id, trustDomain) =>
      signedToken(`spiffe://${trustDomain}/ns/${NAMESPACE}/${id}`, privateKey),
  };
}

function signedToken(subject: string, key: KeyObject): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: KEY_ID, aud: AUDIENCE, sub: subject, iat };
  const signed = `${encode({ alg: 'ES256', typ: 'JWT', kid: KEY_ID })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
