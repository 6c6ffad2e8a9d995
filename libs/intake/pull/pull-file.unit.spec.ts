import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@tributary/kernel';
import { readPullFile } from './pull-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulls-'));
  writeFileSync(join(folder, 'secret'), 'a-secret\n');
  writeFileSync(join(folder, 'two-lines'), 'a-secret\nand more\n');
  const key = (curve: string) => generateKeyPairSync('ec', { namedCurve: curve }).privateKey;
  writeFileSync(join(folder, 'p256.pem'), key('P-256').export({ type: 'pkcs8', format: 'pem' }));
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  writeFileSync(join(folder, 'rsa.pem'), rsa.export({ type: 'pkcs1', format: 'pem' }));
  writeFileSync(join(folder, 'p384.pem'), key('P-384').export({ type: 'pkcs8', format: 'pem' }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const whole = `
https:
  - feed: oakfield-mis
    every: PT30M
    auth:
      by: client_secret_basic
      tokenUrl: https://login.example/token
      clientId: wexbourne
      secretFile: secret
    resources:
      - name: marks
        url: https://mis.example/v1/marks?include=code
        list: data
        pages: { by: next-in-body, field: meta.pagination.next }
        since: { parameter: updated_after }
`;
const sftp = `
sftp:
  - feed: oakfield-attendance
    host: files.example
    hostKey: SHA256:${'A'.repeat(43)}
    user: wexbourne
    passwordFile: secret
    folder: /out
`;
const jwt = (algorithm: string, key: string): string =>
  whole
    .replace('client_secret_basic', 'private_key_jwt')
    .replace('secretFile: secret', `keyFile: ${key}\n      algorithm: ${algorithm}`);
let reads = 0;
async function read(text: string, loopback = false) {
  const file = join(folder, `pulls-${reads++}.yaml`);
  writeFileSync(file, text);
  return readPullFile(file, { loopback });
}
async function faultOf(text: string, loopback = false): Promise<string> {
  const error: unknown = await read(text, loopback).catch((thrown: unknown) => thrown);
  if (error instanceof Problem) return `${error.code} ${error.detail}`;
  throw new Error('it was taken');
}

describe('a file of pulls', () => {
  it('as the docs show it is one', async () => {
    const page = readFileSync('docs/connect-a-pull.md', 'utf8');
    const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) =>
      block.startsWith(' ') ? block.replace(/^ {3}/gm, '') : block,
    );
    const files = blocks.map((block) =>
      block.replace('pull-signing.pem', 'p256.pem').replace('sftp-key.pem', 'rsa.pem'),
    );
    const found = await Promise.all(files.map((file) => read(file)));
    expect(found.map(({ https, sftp }) => [https.length, sftp.length])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('declares what is fetched, how often, and with which secret', async () => {
    const { https } = await read(whole);
    expect(https).toMatchObject([{ everyMs: 1_800_000, secret: 'a-secret', tls: {} }]);
    expect((await read(jwt('ES256', 'p256.pem'))).https[0]?.key?.asymmetricKeyType).toBe('ec');
  });

  it('may ask this machine without TLS in a demonstration alone', async () => {
    const here = whole.replaceAll(/https:\/\/(mis|login)\.example/g, 'http://127.0.0.1:4000');
    expect((await read(here, true)).https).toHaveLength(1);
    expect(await faultOf(here)).toContain('resources[0].url must start with https://');
    expect(await faultOf(whole.replace('https://mis.example', 'http://127.0.0.1.mis.example'), true)).toContain('url');
  });

  it.each([
    ['https[0].resources[0].url must start with https://', whole.replace('https://mis', 'ftp://mis')],
    ['hold no user, fragment or secret', whole.replace('https://mis', 'https://user:word@mis')],
    ['hold no user, fragment or secret', whole.replace('?include=code', '?access_token=abc')],
    ['https[0].auth.tokenUrl must start', whole.replace('https://login', 'http://login')],
    ['auth.clientId is missing with client_secret_basic', whole.replace('      clientId: wexbourne\n', '')],
    ['auth.header means nothing with', whole.replace('clientId: wexbourne', 'clientId: w\n      header: X-Key')],
    ['auth.secretFile names no file', whole.replace('secretFile: secret', 'secretFile: nowhere')],
    ['auth.secretFile must hold one line', whole.replace('secretFile: secret', 'secretFile: two-lines')],
    ['holds no key for ES256', jwt('ES256', 'p384.pem')],
    ['holds no key for PS256', jwt('PS256', 'p256.pem')],
    ['holds no private key', jwt('PS256', 'secret')],
    ['certFile is missing: tls_client_auth', whole.replace('client_secret_basic', 'tls_client_auth')],
    ['pages.field is missing', whole.replace(', field: meta.pagination.next', '')],
    [
      'list is missing with page-number',
      whole.replace(/list: data\n.*$/m, 'pages: { by: page-number, parameter: page }'),
    ],
    ['need a mediaType of JSON', whole.replace('every: PT30M', 'mediaType: text/csv')],
    ['a parameter that is set for each request', whole.replace('include=code', 'updated_after=2026')],
    ['every must be PT1M or longer', whole.replace('PT30M', 'PT5S')],
    ['oakfield-mis is pulled twice', whole + whole.replace('\nhttps:\n', '')],
    ['resources has a name twice', whole + whole.slice(whole.indexOf('      - name'))],
    ['one of keyFile and passwordFile is needed', sftp.replace('passwordFile: secret', 'port: 22')],
    ['one of keyFile and passwordFile is needed', sftp.replace('user:', 'keyFile: p256.pem\n    user:')],
    ['sftp[0].keyFile holds no private key', sftp.replace('passwordFile', 'keyFile')],
    ['hostKey', sftp.replace('SHA256:', 'MD5:')],
    ['additional properties', whole.replace('every:', 'often:')],
    ['not YAML', 'https: [}'],
    ['uses YAML aliases', 'a: &a [1]\nhttps: [*a, *a]'],
  ])('is refused where %s', async (fault, text) => {
    const told = await faultOf(text);
    expect(told).toContain('pull-file-wrong');
    expect(told).toContain(fault);
    expect(told).not.toMatch(/a-secret|abc|user:word/);
  });

  it('is refused where it is not there', async () => {
    const nowhere = readPullFile(join(folder, 'nowhere'), { loopback: false });
    await expect(nowhere).rejects.toMatchObject({ code: 'pull-file-wrong' });
  });
});
