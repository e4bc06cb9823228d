import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openssl, writePrivateKey } from '../openssl.ts';
import { NETWORK, NODE_NAME, type Places } from './layout.ts';

const VALID_DAYS = '365';
const SECRET_MODE = 0o600;

interface Identity {
  file: string;
  /** As openssl reads it: the common name is the user, the organization its group. */
  subject: string;
  usage: string;
  names?: readonly string[];
  /** Whether it gets a kubeconfig. */
  isUser?: boolean;
}

const CLIENT = 'clientAuth';
const SERVICE = 'kubernetes.default.svc.cluster.local';
const IDENTITIES: readonly Identity[] = [
  {
    file: 'apiserver',
    subject: '/CN=kube-apiserver',
    usage: 'serverAuth',
    names: [
      ...['DNS:kubernetes', 'DNS:kubernetes.default', 'DNS:kubernetes.default.svc'],
      ...[`DNS:${SERVICE}`, 'DNS:localhost', 'IP:127.0.0.1'],
      ...[`IP:${NETWORK.node}`, `IP:${NETWORK.apiService}`],
    ],
  },
  {
    file: 'node',
    subject: `/O=system:nodes/CN=system:node:${NODE_NAME}`,
    usage: `${CLIENT},serverAuth`,
    names: [`DNS:${NODE_NAME}`, `IP:${NETWORK.node}`],
    isUser: true,
  },
  { file: 'kubelet-client', subject: '/O=system:masters/CN=kubelet-client', usage: CLIENT },
  { file: 'admin', subject: '/O=system:masters/CN=admin', usage: CLIENT, isUser: true },
  ...['controller-manager', 'scheduler', 'proxy'].map((name) => ({
    file: name,
    subject: `/CN=system:kube-${name}`,
    usage: CLIENT,
    isUser: true,
  })),
];

/**
 * Writes the cluster's certificate authority, the certificates of its programs, their kubeconfigs and the
 * key of service accounts, unless they are there. Throws SetupError without openssl.
 */
export function writeCertificates({ certificates }: Places): void {
  const complete = join(certificates, 'sa.pub');
  if (existsSync(complete)) return;
  mkdirSync(certificates, { recursive: true, mode: 0o700 });
  const run = (...args: string[]) =>
    openssl(certificates, args, { what: 'the certificates of the cluster' });
  writePrivateKey(join(certificates, 'ca.key'));
  run(
    'req',
    '-x509',
    '-new',
    '-key',
    'ca.key',
    '-days',
    VALID_DAYS,
    '-subj',
    '/CN=cluster-ca',
    '-out',
    'ca.crt',
  );
  for (const { file, subject, usage, names = [], isUser = false } of IDENTITIES) {
    writePrivateKey(join(certificates, `${file}.key`));
    const alternatives = names.length > 0 ? `subjectAltName=${names.join(',')}\n` : '';
    const extensions = `extendedKeyUsage=${usage}\n${alternatives}`;
    writeFileSync(join(certificates, `${file}.ext`), extensions);
    run('req', '-new', '-key', `${file}.key`, '-subj', subject, '-out', `${file}.csr`);
    run(
      ...['x509', '-req', '-in', `${file}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key'],
      ...['-CAcreateserial', '-days', VALID_DAYS, '-extfile', `${file}.ext`, '-out', `${file}.crt`],
    );
    if (isUser) writeKubeconfig(certificates, file);
  }
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = { format: 'pem' } as const;
  writeFileSync(join(certificates, 'sa.key'), privateKey.export({ ...pem, type: 'pkcs8' }), {
    mode: SECRET_MODE,
  });
  writeFileSync(complete, publicKey.export({ ...pem, type: 'spki' }));
}

// JSON is YAML, too.
function writeKubeconfig(folder: string, user: string): void {
  const at = (file: string) => join(folder, file);
  const cluster = {
    server: `https://${NETWORK.node}:6443`,
    'certificate-authority': at('ca.crt'),
  };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'commerce', cluster }],
    users: [
      {
        name: user,
        user: { 'client-certificate': at(`${user}.crt`), 'client-key': at(`${user}.key`) },
      },
    ],
    contexts: [{ name: 'commerce', context: { cluster: 'commerce', user } }],
    'current-context': 'commerce',
  };
  writeFileSync(at(`${user}.kubeconfig`), JSON.stringify(config, null, 2), { mode: SECRET_MODE });
}
