// The library resolves its parts by metadata, and says so where there is none.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR = 3_600_000;

/** Whom a certificate names, by file name. */
type Named = Readonly<Record<string, string>>;

/**
 * Writes `ca.pem`, and a certificate of it with its key for each name: `server.pem` and `server.key`; they are good for this
 * machine and an hour. `strangers` are signed by nobody but themselves.
 */
export async function writeCertificates(folder: string, names: Named, strangers: Named): Promise<void> {
  cryptoProvider.set(webcrypto);
  const ca = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const times = { notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + HOUR) };
  const authority = { issuer: 'CN=An authority of the spec', signingKey: ca.privateKey };
  const own = await X509CertificateGenerator.createSelfSigned({
    ...{ name: authority.issuer, keys: ca, signingAlgorithm: ALGORITHM },
    ...times,
    extensions: [new BasicConstraintsExtension(true)],
  });
  await writeFile(join(folder, 'ca.pem'), own.toString('pem'));
  const write = async (file: string, subject: string, isStranger: boolean): Promise<void> => {
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const signedBy = isStranger ? { issuer: `CN=${subject}`, signingKey: keys.privateKey } : authority;
    const certificate = await X509CertificateGenerator.create({
      ...{ subject: `CN=${subject}`, publicKey: keys.publicKey, signingAlgorithm: ALGORITHM },
      ...signedBy,
      ...times,
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
    });
    const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
    await writeFile(join(folder, `${file}.pem`), certificate.toString('pem'));
    await writeFile(join(folder, `${file}.key`), key, { mode: 0o600 });
  };
  for (const [file, subject] of Object.entries(names)) await write(file, subject, false);
  for (const [file, subject] of Object.entries(strangers)) await write(file, subject, true);
}
