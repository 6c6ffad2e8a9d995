import { type ChildId, type Instant, uuidv7 } from '@tributary/kernel';
import { MEASURED } from '@tributary/matching';
import { identityMigrations } from '..';
import { testDatabase, type TestDatabase } from '../../testing/postgres';
import { ReconsideringBook } from '../reconsidering/book';
import { acceptedOf, matchQuality } from './quality';

describe('how good the matching is', () => {
  let db: TestDatabase;
  beforeAll(async () => (db = await testDatabase(identityMigrations)));
  afterAll(() => db.close());

  const record = async (agency: string, method: string, proposed?: string): Promise<void> => {
    const id = uuidv7();
    await db.events.query(
      `INSERT INTO identity.records (record_id, ref, agency, child_id, founded, provisional, review, method, evidence, said, sealed, weights)
       VALUES ($1, $2, $3, $4, true, false, false, $5, '[]', '{}', '\\x00', 'w-1')`,
      [id, id, agency, uuidv7(), method],
    );
    if (proposed === undefined) return;
    await db.events.query(
      `INSERT INTO identity.proposals (record_id, child_id, reason, evidence, proposed_at)
       VALUES ($1, $2, $3, '[]', clock_timestamp() - interval '3 days')`,
      [id, uuidv7(), proposed],
    );
  };

  it('says nothing of an empty hub, and what was measured of each group', async () => {
    const { measured, live } = await matchQuality(db.events);
    const none = { acceptedPerHundred: null, lastLook: null, lastRound: null };
    expect(live).toEqual({ proposals: [], links: [], undone: [], decisions: [], ...none });
    expect(measured.groups).toHaveLength(MEASURED.rates.length);
    const [all] = MEASURED.rates;
    expect(measured.groups[0]).toMatchObject({ dimension: 'all', truePairs: all?.truePairs });
    expect(measured.groups.every(({ precision, missed }) => precision > 90 && missed < 50)).toBe(true);
  });

  it('counts what waits and was linked, and tells no number of fewer than five', async () => {
    for (let i = 0; i < 5; i += 1) await record('ash-lane', 'weighed', 'two-upns');
    for (let i = 0; i < 4; i += 1) await record('police', 'weighed', 'not-certain');
    const { live } = await matchQuality(db.events);
    expect(live.proposals).toEqual([
      { agency: 'ash-lane', reason: 'two-upns', open: 5, oldestDays: 3 },
      { agency: 'police', reason: 'not-certain', open: null, oldestDays: null },
    ]);
    expect(live.links).toEqual([{ method: 'weighed', weights: 'w-1', records: 9 }]);
  });

  it('tells when all records were last looked at, and no number of fewer than five of that either', async () => {
    const book = new ReconsideringBook(db.events);
    const beganAt = '2026-11-22T03:00:00.000Z' as Instant;
    const split = { childId: uuidv7() as ChildId, records: [] };
    const found = { weights: 'w-1', records: 9, children: 8, proposed: 4, left: 0, splits: [split], until: null };
    await book.ended({ beganAt, tookMs: 1_200, mark: 'm' }, found);
    await book.round({ beganAt, outcome: 'failed', problem: 'There is no room' });
    const { lastLook, lastRound } = (await matchQuality(db.events)).live;
    expect(lastLook).toEqual({ at: beganAt, seconds: 2, weights: 'w-1', records: 9, proposed: null, splits: null });
    expect(lastRound).toEqual({ at: beganAt, outcome: 'failed', problem: 'There is no room' });
  });

  it('counts the links of intake that were taken back, of a thousand, by agency and weights', async () => {
    const undo = async (agency: string, links: number, undone: number): Promise<void> => {
      for (let i = 0; i < links; i += 1) await record(agency, 'weighed');
      await db.events.query('UPDATE identity.records SET founded = false WHERE agency = $1', [agency]);
      await db.events.query(
        `UPDATE identity.records SET link_undone = true
          WHERE record_id IN (SELECT record_id FROM identity.records WHERE agency = $1 LIMIT $2)`,
        [agency, undone],
      );
    };
    await undo('hospital', 20, 0);
    await undo('landlord', 20, 5);
    await undo('practice', 20, 4);
    const { live } = await matchQuality(db.events);
    expect(live.undone).toEqual([
      { agency: 'hospital', weights: 'w-1', links: 20, undone: 0, perThousand: 0 },
      { agency: 'landlord', weights: 'w-1', links: 20, undone: 5, perThousand: 250 },
      { agency: 'practice', weights: 'w-1', links: 20, undone: null, perThousand: null },
    ]);
  });

  it.each([
    [[], null],
    [[{ outcome: 'link', count: 4 }], null],
    [
      [
        { outcome: 'different', count: 1 },
        { outcome: 'link', count: 5 },
      ],
      83,
    ],
  ])('of %j, %s in a hundred were accepted', (decisions, share) => expect(acceptedOf(decisions)).toBe(share));
});
