import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgencyId, ChildId, SealedRecord, StreamId, Token } from '@tributary/kernel';
import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '../testing/postgres';
import { type KeyHandle, type KeyScope, type OpenedBody, recordAad, Vault } from '.';

const masterKey = Buffer.alloc(32, 1);
const scopeOf = (stream: string, bucket: KeyScope['bucket'] = 'education'): KeyScope => ({
  streamId: stream as StreamId,
  agency: 'oakfield-school' as AgencyId,
  bucket,
  dataClass: 'education',
});

let db: TestDatabase;
let shredDirectory: string;
const open = (): Promise<Vault> => Vault.open({ keys: db.keys, masterKey, shredDirectory });

beforeEach(async () => {
  db = await testDatabase();
  shredDirectory = await mkdtemp(join(tmpdir(), 'tributary-vault-'));
});
afterEach(async () => {
  await db.close();
  await rm(shredDirectory, { recursive: true });
});

function sealed(vault: Vault, handle: KeyHandle | undefined, version: number, text: string): SealedRecord {
  if (!handle) throw new Error('no key');
  const place = { streamToken: vault.streamToken('s' as StreamId), version, keyId: handle.keyId, childToken: null };
  const body = vault.seal(handle, version, recordAad(place), Buffer.from(text));
  return { ...place, at: { generation: 1, tx: 1, position: version }, hash: Buffer.alloc(32), body };
}
const texts = (opened: readonly (OpenedBody | null)[]): (string | undefined)[] =>
  opened.map((body) => body?.plain.toString());

describe('the vault', () => {
  it('opens in one process what another sealed', async () => {
    const vault = await open();
    const [key] = await vault.keysFor([scopeOf('record-1')]);
    const records = [sealed(vault, key, 1, 'one'), sealed(vault, key, 2, 'two')];
    expect(texts(await (await open()).openAll(records))).toEqual(['one', 'two']);
  });

  it('gives one key per record, bucket, class and agency, however many ask at once', async () => {
    const vaults = await Promise.all([open(), open(), open()]);
    const scopes = Array.from({ length: 40 }, (_, i) =>
      scopeOf(`record-${i % 20}`, i < 20 ? 'education' : 'attendance'),
    );
    const all = await Promise.all(vaults.map((vault) => vault.keysFor(scopes)));
    const ids = all.map((handles) => handles.map((handle) => handle.keyId));
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
    expect(new Set(ids[0]).size).toBe(40);
  });

  it('erases one event alone, also for a process that had the key in memory', async () => {
    const [vault, other] = [await open(), await open()];
    const [key] = await vault.keysFor([scopeOf('record-1')]);
    const records = [1, 2, 3].map((version) => sealed(vault, key, version, `event ${version}`));
    expect(texts(await other.openAll(records))).toEqual(['event 1', 'event 2', 'event 3']);
    await vault.eraseEvents(records[1]?.keyId ?? '', [2]);
    for (const reader of [vault, other, await open()]) {
      expect(texts(await reader.openAll(records))).toEqual(['event 1', undefined, 'event 3']);
    }
    const [again] = await other.keysFor([scopeOf('record-1')]);
    const next = sealed(other, again, 4, 'event 4');
    expect(texts(await vault.openAll([next]))).toEqual(['event 4']);
  });

  it('erases a bucket at once for all, keeps the other, and seals what comes later with a new key', async () => {
    const [vault, other] = [await open(), await open()];
    const scopes = [scopeOf('record-1', 'child-in-need'), scopeOf('record-1', 'child-protection')];
    const [need, protection] = await vault.keysFor(scopes);
    const records = [sealed(vault, need, 1, 'in need'), sealed(vault, protection, 2, 'protected')];
    await other.openAll(records);
    await vault.eraseBucket(...(await vault.bucketKeys('record-1' as StreamId, 'child-in-need')));
    expect(texts(await other.openAll(records))).toEqual([undefined, 'protected']);
    const [fresh] = await other.keysFor(scopes);
    expect(fresh?.keyId).not.toBe(need?.keyId);
    const { rows } = await db.keys.query('SELECT * FROM keys.bucket_keys WHERE key_id = $1', [need?.keyId]);
    expect(rows).toEqual([expect.objectContaining({ stream_token: null, bucket: null, agency: null, wrapped: null })]);
  });

  it('erases again what a key database from a backup brought back', async () => {
    const vault = await open();
    const [one, two] = await vault.keysFor([scopeOf('record-1'), scopeOf('record-2')]);
    const records = [
      sealed(vault, one, 1, 'single'),
      sealed(vault, one, 2, 'neighbour'),
      sealed(vault, two, 3, 'whole'),
    ];
    const backup = await db.keys.query('SELECT * FROM keys.bucket_keys');
    await vault.eraseEvents(one?.keyId ?? '', [1]);
    await vault.eraseBucket(two?.keyId ?? '');
    await appendFile(join(shredDirectory, 'shreds.jsonl'), '\n{"keyId":"torn by a cra');
    const owner = new Client({ connectionString: db.keysOwnerUrl });
    await owner.connect();
    await owner.query('TRUNCATE keys.bucket_keys');
    await owner.query(
      'INSERT INTO keys.bucket_keys SELECT * FROM json_populate_recordset(NULL::keys.bucket_keys, $1)',
      [
        JSON.stringify(
          backup.rows.map((r: { wrapped: Buffer }) => ({ ...r, wrapped: `\\x${r.wrapped.toString('hex')}` })),
        ),
      ],
    );
    await owner.end();
    expect(texts(await (await open()).openAll(records))).toEqual([undefined, 'neighbour', undefined]);
  });

  it('writes nothing but ids and leaves to the shred list', async () => {
    const vault = await open();
    const [key] = await vault.keysFor([scopeOf('record-1')]);
    await vault.eraseEvents(key?.keyId ?? '', [9]);
    const lines = (await readFile(join(shredDirectory, 'shreds.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([{ keyId: key?.keyId, leaf: 9 }]);
  });

  it('refuses a body that was changed or put in another place, rather than calling it erased', async () => {
    const vault = await open();
    const [key] = await vault.keysFor([scopeOf('record-1')]);
    const record = sealed(vault, key, 1, 'one');
    await expect(vault.openAll([{ ...record, childToken: 'ab'.repeat(16) as Token }])).rejects.toMatchObject({
      code: 'record-damaged',
    });
  });

  it('calls a key that vanished missing, not erased', async () => {
    const vault = await open();
    const [key] = await vault.keysFor([scopeOf('record-1')]);
    const record = sealed(vault, key, 1, 'one');
    const stranger = { ...record, keyId: '00000000-0000-4000-8000-000000000000' };
    await expect(vault.openAll([stranger])).rejects.toMatchObject({ code: 'key-missing' });
  });

  it('refuses a master key that is not its own', async () => {
    await open();
    const wrong = Vault.open({ keys: db.keys, masterKey: Buffer.alloc(32, 2), shredDirectory });
    await expect(wrong).rejects.toMatchObject({ code: 'master-key-wrong' });
  });

  it('seals payloads by feed and day and drops a day alone', async () => {
    const vault = await open();
    const old = await vault.sealPayload('attendance', '2026-01-05', Buffer.from('old'));
    const newer = await vault.sealPayload('attendance', '2026-01-06', Buffer.from('newer'));
    expect((await (await open()).openPayload(old))?.toString()).toBe('old');
    expect(await vault.dropPayloadKeys('2026-01-06')).toBe(1);
    expect(await vault.openPayload(old)).toBeNull();
    expect((await vault.openPayload(newer))?.toString()).toBe('newer');
  });

  it('opens an identity value only in the place it was sealed for', async () => {
    const vault = await open();
    const name = vault.sealIdentity(Buffer.from('a name'), Buffer.from('record-1/name'));
    expect(vault.openIdentity(name, Buffer.from('record-1/name')).toString()).toBe('a name');
    expect(() => vault.openIdentity(name, Buffer.from('record-2/name'))).toThrow(/damaged/);
    expect(vault.childToken('c' as ChildId)).toMatch(/^[0-9a-f]{32}$/);
  });
});
