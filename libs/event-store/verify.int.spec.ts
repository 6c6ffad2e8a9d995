import { generateKeyPairSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamId } from '@tributary/kernel';
import { Client } from 'pg';
import { Notary, verify } from '.';
import { anEvent, aRecord, readable, testStore, type TestStore } from '../testing/store';

const keys = generateKeyPairSync('ed25519');
let t: TestStore;
let witnessFile: string;
let notary: Notary;
let streams: StreamId[];

const put = async (stream: StreamId) => {
  const { position } = await t.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream)] }));
  await readable(t.store, position);
};
const check = () => verify({ events: t.db.events, publicKeys: [keys.publicKey], witnessFile });
const codes = async () => [...new Set((await check()).findings.map((finding) => finding.code))].sort();

/** Whoever holds the server: triggers and rights stop nobody. */
async function tamper(sql: string, ...values: unknown[]): Promise<void> {
  const admin = new Client({ connectionString: t.db.adminUrl });
  await admin.connect();
  await admin.query('SET session_replication_role = replica');
  await admin.query(sql, values);
  await admin.end();
}

beforeEach(async () => {
  t = await testStore();
  witnessFile = join(t.shredDirectory, 'witness.jsonl');
  notary = new Notary({ events: t.db.events, key: keys.privateKey, witnessFile });
  streams = Array.from({ length: 5 }, aRecord);
  for (const round of [1, 2, 3]) {
    for (const stream of streams) await put(stream);
    expect((await notary.checkpoint())?.seq).toBe(round);
  }
  await put(streams[0] as StreamId);
});
afterEach(() => t.close());

const token = (): string => t.vault.streamToken(streams[1] as StreamId);

describe('verify', () => {
  it('finds an untouched store whole, erased events included', async () => {
    await t.store.eraseOne(streams[2] as StreamId, 2, 'court-order');
    expect(await check()).toEqual({ ok: true, events: 16, checkpoints: 3, notYetSigned: 1, findings: [] });
  });

  it('tells a changed body', async () => {
    await tamper(
      `UPDATE store.events SET body = set_byte(body, 30, get_byte(body, 30) # 1)
                   WHERE stream_token = $1 AND version = 2`,
      token(),
    );
    expect(await codes()).toEqual(['chain-broken']);
  });

  it('tells a changed body even where the chain was made to fit it', async () => {
    await tamper(`UPDATE store.events SET hash = sha256(body) WHERE stream_token = $1 AND version = 3`, token());
    await tamper(
      `UPDATE store.stream_heads h SET hash = e.hash FROM store.events e
                   WHERE e.stream_token = h.stream_token AND e.stream_token = $1 AND e.version = 3`,
      token(),
    );
    expect(await codes()).toEqual(['chain-broken', 'root-differs']);
  });

  it('tells a changed clear part', async () => {
    await tamper(
      `UPDATE store.events SET child_token = gen_random_uuid() WHERE stream_token = $1 AND version = 1`,
      token(),
    );
    expect(await codes()).toEqual(['chain-broken']);
  });

  it('tells a changed order', async () => {
    await tamper(
      `UPDATE store.events SET tx = (SELECT (max(tx)::text::bigint + 5)::text::xid8 FROM store.events)
                   WHERE stream_token = $1 AND version = 2`,
      token(),
    );
    expect(await codes()).toEqual(['order-wrong', 'root-differs']);
  });

  it('tells an event taken from the middle', async () => {
    await tamper(`DELETE FROM store.events WHERE stream_token = $1 AND version = 2`, token());
    expect(await codes()).toEqual(['root-differs', 'version-gap']);
  });

  it('tells a removed stream, its head removed with it', async () => {
    await tamper(`DELETE FROM store.events WHERE stream_token = $1`, token());
    await tamper(`DELETE FROM store.stream_heads WHERE stream_token = $1`, token());
    expect(await codes()).toEqual(['root-differs']);
  });

  it('tells a cut-off tail, heads made to fit, and the last checkpoints cut off with it', async () => {
    const tail = `(generation, tx, position) > (SELECT to_generation, to_tx::text::xid8, to_position FROM store.notary WHERE seq = $1)`;
    const fit = `UPDATE store.stream_heads h SET version = e.version, hash = e.hash FROM
      (SELECT DISTINCT ON (stream_token) * FROM store.events ORDER BY stream_token, version DESC) e
      WHERE e.stream_token = h.stream_token`;
    await tamper(`DELETE FROM store.events WHERE ${tail}`, 2);
    expect(await codes()).toEqual(['end-differs', 'root-differs']);
    await tamper(fit);
    expect(await codes()).toEqual(['root-differs']);
    await tamper('DELETE FROM store.notary WHERE seq = 3');
    expect(await codes()).toEqual(['witness-differs']);
  });

  it('tells an event cut off that no checkpoint covers yet', async () => {
    await tamper(
      `DELETE FROM store.events WHERE stream_token = $1 AND version = 4`,
      t.vault.streamToken(streams[0] as StreamId),
    );
    expect(await codes()).toEqual(['end-differs']);
  });

  it('tells a checkpoint that the notary never signed, and one taken out', async () => {
    await tamper('UPDATE store.notary SET count = count + 1 WHERE seq = 2');
    expect(await codes()).toEqual(['checkpoint-gap', 'root-differs', 'signature-wrong', 'witness-differs']);
    await rm(witnessFile);
    await tamper('DELETE FROM store.notary WHERE seq = 2');
    const { findings } = await verify({ events: t.db.events, publicKeys: [keys.publicKey] });
    expect(findings.map((f) => f.code)).toContain('checkpoint-gap');
  });

  it('tells another key’s signature', async () => {
    const other = generateKeyPairSync('ed25519');
    const { findings } = await verify({ events: t.db.events, publicKeys: [other.publicKey] });
    expect(findings.map((f) => f.code)).toEqual(['signature-wrong', 'signature-wrong', 'signature-wrong']);
  });

  it('leaves a second notary nothing to damage', async () => {
    const second = new Notary({ events: t.db.events, key: keys.privateKey, witnessFile });
    await Promise.all([notary.checkpoint(), second.checkpoint(), notary.checkpoint()]);
    expect(await check()).toMatchObject({ ok: true, checkpoints: 4, notYetSigned: 0 });
  });
});
