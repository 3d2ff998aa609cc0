import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { createHash } from 'node:crypto';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;

/** A leaf certificate for the fakes and the throw-away CA that signed it; nothing of it is ever written to the repository. */
export interface TestCertificate {
  /** The CA, for `SSL_CERT_FILE`, `NODE_EXTRA_CA_CERTS` or node's `ca` option. */
  caPem: string;
  /** The leaf, valid for all names. */
  certPem: string;
  /** The leaf's private key, PKCS #8. */
  keyPem: string;
  /** Base64 SHA-256 of the leaf's public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  spki: string;
}

/**
 * Makes a CA and one leaf for all `names` (host names, `*.` allowed), valid from yesterday for 30 days.
 * Made in memory; no openssl program is needed. The CA's key is forgotten at once.
 */
export async function createTestCertificate(names: string[]): Promise<TestCertificate> {
  cryptoProvider.set(crypto);
  const authorityKeys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const leafKeys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + 30 * DAY_MS) };

  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: randomSerial(),
    name: 'CN=Fotoflytt throw-away test CA',
    signingAlgorithm: algorithm,
    keys: authorityKeys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const leaf = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: randomSerial(),
    subject: 'CN=Fotoflytt test services',
    issuer: authority.subject,
    publicKey: leafKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map((name) => ({ type: 'dns' as const, value: name }))),
    ],
  });
  const privateKey = await crypto.subtle.exportKey('pkcs8', leafKeys.privateKey);
  const publicKey = await crypto.subtle.exportKey('spki', leafKeys.publicKey);
  return {
    caPem: authority.toString('pem'),
    certPem: leaf.toString('pem'),
    keyPem: PemConverter.encode(privateKey, 'PRIVATE KEY'),
    spki: createHash('sha256').update(new Uint8Array(publicKey)).digest('base64'),
  };
}

/** A positive serial number; two CAs made by one test run must not look alike to a browser's cache. */
function randomSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return `4${Buffer.from(bytes).toString('hex').slice(1)}`;
}
