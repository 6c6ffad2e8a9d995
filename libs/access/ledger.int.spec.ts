import type { AgencyId, PractitionerId, RoleCode, Token } from '@tributary/kernel';
import { accessMigrations, DisclosureLedger } from '.';
import { testDatabase, type TestDatabase } from '../testing/postgres';

describe('the disclosure ledger', () => {
  let db: TestDatabase;
  beforeAll(async () => (db = await testDatabase(accessMigrations)));
  afterAll(async () => db.close());

  it('keeps each answer, and the app can change none of it', async () => {
    await new DisclosureLedger(db.events).record({
      practitioner: 'p-marlow' as PractitionerId,
      role: 'social-worker' as RoleCode,
      agency: 'wexbourne-council' as AgencyId,
      child: '0123456789abcdef0123456789abcdef' as Token,
      what: 'chronology',
      purpose: 'care',
      asKnownOn: null,
      shown: [{ agency: 'ash-lane-primary', rule: 'allocated-worker' }],
      withheld: [],
    });
    const { rows } = await db.events.query('SELECT practitioner, what, shown FROM access.disclosures');
    expect(rows).toEqual([
      {
        practitioner: 'p-marlow',
        what: 'chronology',
        shown: [{ agency: 'ash-lane-primary', rule: 'allocated-worker' }],
      },
    ]);
    for (const sql of [
      'UPDATE access.disclosures SET what = $$x$$',
      'DELETE FROM access.disclosures',
      'TRUNCATE access.disclosures',
    ]) {
      await expect(db.events.query(sql)).rejects.toThrow(/permission denied/);
    }
  });
});
