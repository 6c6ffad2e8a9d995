import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@tributary/kernel';
import { readMeshFile } from './mesh-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mesh-'));
  writeFileSync(join(folder, 'password'), 'a-password\n');
  writeFileSync(join(folder, 'shared-key'), 'a-shared-key\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const whole = [
  'mailboxes:',
  '  - mailbox: X99WEX1',
  '    url: https://mesh.example',
  '    passwordFile: password',
  '    sharedKeyFile: shared-key',
  '    every: PT30S',
  '    workflows:',
  '      BIRTHNOTIFICATION_1: { feed: child-health.nems, mediaType: application/fhir+xml }',
].join('\n');
async function read(text: string) {
  const file = join(folder, 'mesh.yaml');
  writeFileSync(file, text);
  return readMeshFile(file);
}
async function faultOf(text: string): Promise<string> {
  const error: unknown = await read(text).catch((thrown: unknown) => thrown);
  if (error instanceof Problem) return `${error.code} ${error.detail}`;
  throw new Error('it was taken');
}

describe('a MESH file', () => {
  it('names mailboxes, their secrets by file, and the feed of each workflow', async () => {
    expect(await read(whole)).toEqual([
      {
        connection: {
          url: 'https://mesh.example',
          identity: { mailbox: 'X99WEX1', password: 'a-password', sharedKey: 'a-shared-key' },
          tls: {},
        },
        workflows: { BIRTHNOTIFICATION_1: { feed: 'child-health.nems', mediaType: 'application/fhir+xml' } },
        everyMs: 30_000,
        alarmAfterMs: 3_600_000,
      },
    ]);
  });
  it.each([
    ['url must start with https', whole.replace('https://mesh.example', 'http://mesh.example')],
    ['url must start with https', whole.replace('https://mesh.example', 'http://127.0.0.1.mesh.example')],
    ['mailbox is missing', whole.replace('mailbox: X99WEX1', 'mailbox: ""')],
    ['passwordFile names no file', whole.replace('passwordFile: password', 'passwordFile: nowhere')],
    ['every must be a duration', whole.replace('PT30S', 'often')],
    ['workflows is missing', whole.replace(/workflows:[^]*/, '')],
    ['needs feed and mediaType', whole.replace(', mediaType: application/fhir+xml', '')],
    ['secret is not known', `${whole}\n    secret: yes`],
    ['mailboxes is missing', 'mailbox: X'],
    ['not YAML', 'mailboxes: [}'],
    ['uses YAML aliases', 'a: &a [1]\nmailboxes: [*a, *a]'],
  ])('is refused where %s', async (fault, text) => {
    const told = await faultOf(text);
    expect(told).toContain('mesh-file-wrong');
    expect(told).toContain(fault);
    expect(told).not.toContain('a-password');
  });
  it('is refused where it is not there', async () => {
    await expect(readMeshFile(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'mesh-file-wrong' });
  });
});
