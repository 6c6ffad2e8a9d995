import { generateKeyPairSync } from 'node:crypto';
import {
  type AgencyId,
  type Instant,
  instantOf,
  millisOf,
  type PractitionerId,
  type RoleCode,
  type Token,
} from '@tributary/kernel';
import { Client } from 'pg';
import { accessMigrations, type Disclosure, DisclosureLedger, LedgerNotary, verifyLedger } from '..';
import { testDatabase, type TestDatabase } from '../../testing/postgres';

const keys = generateKeyPairSync('ed25519');
const DAY_ONE = '2026-03-02T23:59:00.000Z' as Instant;

let db: TestDatabase;
let now: Instant;
let ledger: DisclosureLedger;
let notary: LedgerNotary;

const reading = (what = 'chronology'): Disclosure => ({
  practitioner: 'p-marlow' as PractitionerId,
  role: 'social-worker' as RoleCode,
  agency: 'wexbourne-council' as AgencyId,
  child: '0123456789abcdef0123456789abcdef' as Token,
  what,
  purpose: 'care',
  asKnownOn: DAY_ONE,
  shown: [{ rule: 'allocated-worker', agency: 'ash-lane-primary' }],
  withheld: [],
});
const check = () => verifyLedger({ pool: db.events, publicKeys: [keys.publicKey] });
const codes = async () => [...new Set((await check()).findings.map(({ code }) => code))].sort();

/** Whoever holds the server: rights stop nobody. */
async function tamper(sql: string): Promise<void> {
  const admin = new Client({ connectionString: db.adminUrl });
  await admin.connect();
  await admin.query(sql);
  await admin.end();
}

beforeEach(async () => {
  db = await testDatabase(accessMigrations);
  now = DAY_ONE;
  ledger = new DisclosureLedger(db.events, () => now);
  notary = new LedgerNotary({ pool: db.events, key: keys.privateKey });
});
afterEach(() => db.close());

describe('the disclosure ledger', () => {
  it('keeps each answer, and the app can change none of it', async () => {
    await ledger.record(reading());
    const { rows } = await db.events.query('SELECT practitioner, what, shown FROM access.disclosures');
    expect(rows).toEqual([{ practitioner: 'p-marlow', what: 'chronology', shown: reading().shown }]);
    for (const table of ['access.disclosures', 'access.ledger_checkpoints']) {
      for (const sql of [`UPDATE ${table} SET at = now()`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(db.events.query(sql)).rejects.toThrow(/permission denied/);
      }
    }
  });

  it('hangs lines that come at once on one chain, and begins another with the next day', async () => {
    await Promise.all(Array.from({ length: 450 }, () => ledger.record(reading())));
    now = instantOf(millisOf(DAY_ONE) + 60_000);
    await ledger.record(reading());
    expect(await check()).toEqual({
      ...{ lines: 451, chains: 2, checkpoints: 0, notYetSigned: 451, unchained: 0, findings: [] },
    });
  });

  it('hangs refusals on the chain with the rule that refused', async () => {
    await ledger.record({ ...reading(), shown: [], refusal: { rule: 'no-relationship', reason: 'none' } });
    await ledger.record(reading());
    expect(await check()).toMatchObject({ lines: 2, findings: [] });
    await tamper(`UPDATE access.disclosures SET refusal = NULL`);
    expect(await codes()).toEqual(['chain-broken']);
  });

  it('gives processes a chain each', async () => {
    const other = new DisclosureLedger(db.events, () => now);
    await Promise.all([ledger, other, ledger, other].map((one) => one.record(reading())));
    expect(await check()).toMatchObject({ lines: 4, chains: 2, findings: [] });
  });

  it('refuses the answer whose line could not be written, and goes on with a chain that is whole', async () => {
    await ledger.record(reading());
    await tamper('REVOKE INSERT ON access.disclosures FROM tributary_app');
    await expect(ledger.record(reading())).rejects.toThrow(/permission denied/);
    await tamper('GRANT INSERT ON access.disclosures TO tributary_app');
    await ledger.record(reading());
    expect(await check()).toMatchObject({ lines: 2, findings: [] });
  });
});

describe('verifying the ledger', () => {
  beforeEach(async () => {
    for (const what of ['child', 'chronology', 'status']) {
      await ledger.record(reading(what));
      await notary.checkpoint();
    }
    await ledger.record(reading('involvement'));
  });

  it('finds an untouched one whole, and says what is not yet signed', async () => {
    expect(await check()).toMatchObject({ lines: 4, checkpoints: 3, notYetSigned: 1, findings: [] });
    await notary.checkpoint();
    expect(await notary.checkpoint()).toBeUndefined();
    expect(await check()).toMatchObject({ checkpoints: 4, notYetSigned: 0, findings: [] });
  });

  it.each([
    ['a changed line', `UPDATE access.disclosures SET practitioner = 'p-other' WHERE seq = 2`, ['chain-broken']],
    [
      'a changed line whose hash was made to differ too',
      `UPDATE access.disclosures SET shown = '[]', hash = sha256('x') WHERE seq = 2`,
      ['chain-broken', 'root-differs'],
    ],
    ['a line taken out', `DELETE FROM access.disclosures WHERE seq = 2`, ['version-gap']],
    [
      'a line put in front of the chains',
      `UPDATE access.disclosures SET chain = NULL, seq = NULL, hash = NULL WHERE seq = 1`,
      ['version-gap'],
    ],
    ['a tail cut off that was not signed', `DELETE FROM access.disclosures WHERE seq = 4`, ['end-differs']],
    [
      'a whole chain taken out with its head',
      `WITH gone AS (DELETE FROM access.chains) DELETE FROM access.disclosures`,
      ['root-differs'],
    ],
    ['a checkpoint taken out', `DELETE FROM access.ledger_checkpoints WHERE seq = 2`, ['checkpoint-gap']],
    [
      'a checkpoint that says less than was signed',
      `UPDATE access.ledger_checkpoints SET heads = '[]' WHERE seq = 3`,
      ['signature-wrong'],
    ],
  ])('tells %s', async (_what, sql, found) => {
    await tamper(sql);
    expect(await codes()).toEqual(found);
  });

  it('tells another key’s signature', async () => {
    const other = generateKeyPairSync('ed25519');
    const { findings } = await verifyLedger({ pool: db.events, publicKeys: [other.publicKey] });
    expect(findings.map(({ code }) => code)).toEqual(['signature-wrong', 'signature-wrong', 'signature-wrong']);
  });

  it('leaves a second notary nothing to damage', async () => {
    const second = new LedgerNotary({ pool: db.events, key: keys.privateKey });
    await Promise.all([notary.checkpoint(), second.checkpoint(), notary.checkpoint()]);
    expect(await check()).toMatchObject({ checkpoints: 4, notYetSigned: 0, findings: [] });
  });
});
