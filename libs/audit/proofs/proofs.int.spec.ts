import { createHash, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessMigrations, DisclosureLedger } from '@tributary/access';
import type { AgencyId, Instant, PractitionerId, RoleCode, StreamId } from '@tributary/kernel';
import { Client } from 'pg';
import { aChild, aRecord, anEvent, readable, type TestStore, testStore } from '../../testing/store';
import { checkProofs } from './check-proofs';
import { FILES, MANIFEST } from './folder';
import { writeProofs } from './write-proofs';

const keys = generateKeyPairSync('ed25519');
let t: TestStore;
let desk: string;
let streams: readonly StreamId[];
let ledger: DisclosureLedger;
const folderOf = (name: string): string => join(desk, name);

const put = async (stream: StreamId, data: object = { words: 'Wren Okoro-Lyle' }): Promise<void> => {
  const { position } = await t.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream, { data })] }));
  await readable(t.store, position);
};
const looked = async (): Promise<void> =>
  ledger.record({
    ...{ practitioner: 'p-marlow' as PractitionerId, role: 'social-worker' as RoleCode, agency: 'council' as AgencyId },
    ...{ child: t.vault.childToken(aChild()), what: 'chronology', purpose: 'direct-work' },
    ...{ asKnownOn: null as Instant | null, shown: [], withheld: [] },
  });
const write = (name: string) => writeProofs({ pool: t.db.events, key: keys.privateKey, folder: folderOf(name) });
const check = (name: string, more: object = {}) =>
  checkProofs({ folder: folderOf(name), publicKeys: [keys.publicKey], ...more });
const codes = async (name: string, more: object = {}): Promise<readonly string[]> =>
  [...new Set((await check(name, more)).findings.map(({ code }) => code))].sort();

/** Whoever holds the server: triggers and rights stop nobody. */
async function tamper(sql: string): Promise<void> {
  const admin = new Client({ connectionString: t.db.adminUrl });
  await admin.connect();
  await admin.query('SET session_replication_role = replica');
  await admin.query(sql);
  await admin.end();
}

beforeEach(async () => {
  t = await testStore(accessMigrations);
  desk = await mkdtemp(join(tmpdir(), 'tributary-proofs-'));
  ledger = new DisclosureLedger(t.db.events);
  streams = Array.from({ length: 4 }, aRecord);
  for (const stream of [...streams, ...streams]) await put(stream);
  await Promise.all(streams.map(looked));
  await write('first');
  for (const stream of streams) await put(stream);
  await Promise.all(streams.map(looked));
});
afterEach(async () => {
  await t.close();
  await rm(desk, { recursive: true, force: true });
});

describe('proofs for an outsider', () => {
  it('are whole where nothing was touched, and go on from those given out before', async () => {
    await write('second');
    expect(await check('second', { earlier: folderOf('first') })).toEqual({
      ...{ records: 12, ledgerLines: 8, checkpoints: 4, notYetSigned: 0, findings: [] },
    });
  });

  it('hold places, hashes and signatures, and nothing of a child, a reader or what was said', async () => {
    const text = (
      await Promise.all([...FILES, MANIFEST].map((name) => readFile(join(folderOf('first'), name), 'utf8')))
    )
      .join('\n')
      .toLowerCase();
    for (const canary of ['wren', 'okoro', 'p-marlow', 'social-worker', 'direct-work', 'council', 'attendance']) {
      expect(text).not.toContain(canary);
    }
    const fields = [...text.matchAll(/"([a-z]+)":/g)].map(([, name]) => name);
    expect(new Set(fields)).toEqual(
      new Set([
        ...['at', 'chain', 'count', 'files', 'format', 'from', 'hash', 'heads', 'madeat', 'previous', 'publickeyid'],
        ...['root', 'seq', 'signature', 'stream', 'to', 'version'],
      ]),
    );
  });

  it.each([
    ['a changed record', `UPDATE store.events SET body = set_byte(body, 30, get_byte(body, 30) # 1) WHERE version = 1`],
    ['a changed clear part', `UPDATE store.events SET child_token = gen_random_uuid() WHERE version = 2`],
    ['a removed record', `DELETE FROM store.events WHERE position = (SELECT min(position) + 2 FROM store.events)`],
    [
      'reordered records',
      `UPDATE store.events SET tx = (SELECT (max(tx)::text::bigint + 5)::text::xid8 FROM store.events) WHERE version = 1`,
    ],
  ])('tell %s', async (_what, sql) => {
    await tamper(sql);
    await write('second');
    expect(await codes('second')).toContain('root-differs');
  });

  it.each([
    ['a changed line', `UPDATE access.disclosures SET practitioner = 'p-other' WHERE seq = 2`, 'root-differs'],
    ['a removed line', `DELETE FROM access.disclosures WHERE seq = 2`, 'version-gap'],
    ['reordered lines', `UPDATE access.disclosures SET seq = 100 WHERE seq = 2`, 'version-gap'],
    ['a ledger cut short', `DELETE FROM access.disclosures WHERE seq > 2`, 'root-differs'],
  ])('tell %s of the ledger', async (_what, sql, code) => {
    await tamper(sql);
    await write('second');
    expect(await codes('second')).toContain(code);
  });

  it('tell a feed cut short with its checkpoints, by those given out before', async () => {
    await write('second');
    await tamper(`DELETE FROM store.notary WHERE seq = 2`);
    await tamper(`DELETE FROM store.events WHERE version = 3`);
    await write('third');
    expect(await codes('third')).toEqual([]);
    expect(await codes('third', { earlier: folderOf('second') })).toEqual(['witness-differs']);
  });

  it('tell a history that the hub itself made anew', async () => {
    await tamper('DELETE FROM store.notary');
    await tamper('DELETE FROM store.events WHERE version > 1');
    await write('second');
    expect(await codes('second')).toEqual([]);
    expect(await codes('second', { earlier: folderOf('first') })).toEqual(['witness-differs']);
  });

  it.each([...FILES])('tell %s that was changed on its way', async (name) => {
    await cp(folderOf('first'), folderOf('copy'), { recursive: true });
    const path = join(folderOf('copy'), name);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    await writeFile(path, `${lines.slice(0, -1).join('\n')}\n`);
    expect(await codes('copy')).toContain('file-differs');
  });

  it('tell another key than the one that the checker knows', async () => {
    const other = generateKeyPairSync('ed25519');
    expect(await codes('first', { publicKeys: [other.publicKey] })).toEqual(['signature-wrong']);
  });

  it.each([
    ['manifest.json', '{}'],
    ['records.jsonl', '{"at":"1.2.3"}\n'],
    ['ledger.jsonl', 'not json\n'],
    ['checkpoints.jsonl', '[]\n'],
    ['ledger-checkpoints.jsonl', 'null\n'],
  ])('refuse a %s that is none', async (name, text) => {
    await cp(folderOf('first'), folderOf('copy'), { recursive: true });
    await writeFile(join(folderOf('copy'), name), text);
    await expect(check('copy')).rejects.toMatchObject({ code: 'proofs-unreadable' });
    await rm(join(folderOf('copy'), name));
    await expect(check('copy')).rejects.toMatchObject({ code: 'proofs-unreadable' });
  });

  it('can be checked by a program that knows the published forms alone', async () => {
    expect(await byTheBook(folderOf('first'), keys.publicKey)).toEqual([]);
    await cp(folderOf('first'), folderOf('copy'), { recursive: true });
    const path = join(folderOf('copy'), 'records.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace(/"hash":"./, '"hash":"x'));
    expect(await byTheBook(folderOf('copy'), keys.publicKey)).toEqual(['root 1']);
  });
});

type Line = Readonly<
  Record<'at' | 'from' | 'to' | 'previous' | 'publicKeyId' | 'root' | 'signature' | 'stream' | 'hash' | 'chain', string>
> &
  Readonly<Record<'count' | 'seq' | 'version', number>> &
  Readonly<{ heads: readonly Pick<Line, 'chain' | 'hash' | 'seq'>[] }>;

/** As docs/verify.md states it, with nothing of this code base. Keys of objects stand in the order of the alphabet. */
async function byTheBook(folder: string, key: KeyObject): Promise<readonly string[]> {
  const lines = async (name: string): Promise<Line[]> =>
    (await readFile(join(folder, name), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  const sha = (...parts: (Buffer | string)[]): Buffer =>
    parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
  const root = (leaves: readonly Buffer[]): Buffer => {
    if (leaves.length <= 1) return leaves[0] ?? Buffer.alloc(32);
    const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
    return sha(Buffer.of(1), root(leaves.slice(0, split)), root(leaves.slice(split)));
  };
  const wrong: string[] = [];
  const records = await lines('records.jsonl');
  let from = 0;
  for (const c of await lines('checkpoints.jsonl')) {
    const { at, count, from: begin, previous, publicKeyId, root: signed, seq, to, signature } = c;
    const said = JSON.stringify({ at, count, from: begin, key: publicKeyId, previous, root: signed, seq, to });
    if (!verify(null, Buffer.from(said), key, Buffer.from(signature, 'hex'))) wrong.push(`signature ${seq}`);
    const leaves = records
      .slice(from, (from += count))
      .map(({ at: place, stream, version, hash }) =>
        sha(Buffer.of(0), `${place}/${stream}/${version}/`, Buffer.from(hash, 'hex')),
      );
    if (root(leaves).toString('hex') !== signed) wrong.push(`root ${seq}`);
  }
  const ledgerLines = await lines('ledger.jsonl');
  for (const c of await lines('ledger-checkpoints.jsonl')) {
    const { at, heads, previous, publicKeyId, seq, signature } = c;
    const inOrder = heads.map(({ chain, hash, seq: n }) => ({
      chain,
      hash,
      seq: n,
    }));
    const said = JSON.stringify({ at, heads: inOrder, key: publicKeyId, of: 'disclosure-ledger', previous, seq });
    if (!verify(null, Buffer.from(said), key, Buffer.from(signature, 'hex'))) wrong.push(`ledger ${seq}`);
    for (const head of inOrder) {
      const line = ledgerLines.find((one) => one.chain === head.chain && one.seq === head.seq);
      if (line?.hash !== head.hash) wrong.push(`head ${head.chain}`);
    }
  }
  return wrong;
}
