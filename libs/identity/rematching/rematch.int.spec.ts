import type { AgencyId, ChildId, PlainDate, PractitionerId, RecordId, RoleCode } from '@tributary/kernel';
import { childStream, recordStream } from '@tributary/kernel';
import { testStore, type TestStore } from '../../testing/store';
import { type Asked, firstSightEvents, Identity, IdentityDesk, identityMigrations, Rematch, type Resolution } from '..';

const NHS = '9990000018';
const wren = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' as PlainDate };
const sure = { nhsNumber: NHS, nhsNumberStatus: '01' };
const asked = (agency: string, localId: string, said: object): Asked => ({
  agency: agency as AgencyId,
  sector: 'health',
  sighting: { system: 'pas', localId, ...said },
});
const byHand = { by: 'p-ellingham' as PractitionerId, role: 'data-steward' as RoleCode, reason: 'two children' };

describe('a known record that says a better number', () => {
  let store: TestStore;
  let identity: Identity;
  let desk: IdentityDesk;
  let seenBy: Set<ChildId>;
  let rematch: Rematch;
  beforeEach(async () => {
    store = await testStore(identityMigrations);
    const pool = store.db.events;
    identity = new Identity({ pool, vault: store.vault });
    desk = new IdentityDesk({ pool, store: store.store, vault: store.vault });
    seenBy = new Set();
    rematch = new Rematch({ pool, vault: store.vault, desk, seen: async (child) => seenBy.has(child) });
  });
  afterEach(async () => store.close());

  /** A record speaks, as intake takes it in. */
  const says = async (agency: string, localId: string, said: object): Promise<Resolution> => {
    const [sight] = await identity.resolve([asked(agency, localId, said)]);
    if (!sight) throw new Error('nothing resolved');
    const streams = [recordStream(sight.recordId), childStream(sight.childId)];
    await store.store.append({ streams }, (view) => ({
      events: view.head(recordStream(sight.recordId))
        ? []
        : firstSightEvents(sight, { at: view.now, correlationId: 'c', causationId: 'c' }),
      links: [{ streamId: recordStream(sight.recordId), childId: sight.childId }],
    }));
    return sight;
  };
  const childOf = async (recordId: RecordId): Promise<ChildId | undefined> => {
    const { rows } = await store.db.events.query<{ id: ChildId }>(
      'SELECT child_id AS id FROM identity.records WHERE record_id = $1',
      [recordId],
    );
    return rows[0]?.id;
  };

  it('is linked by the hub, with what it went by, where it alone was a child nobody was sure of', async () => {
    const known = await says('gp', 'G1', { ...wren, ...sure });
    const weak = await says('hospital', 'P1', { familyName: 'Okoro' });
    expect(await rematch.again(weak.recordId)).toBe(false);
    await says('hospital', 'P1', sure);
    expect(await rematch.again(weak.recordId)).toBe(true);
    expect(await childOf(weak.recordId)).toBe(known.childId);
    const past = await store.store.load(recordStream(weak.recordId));
    expect(past.at(-1)?.data).toMatchObject({
      ...{
        childId: known.childId,
        previous: weak.childId,
        method: 'nhs-number',
        probability: expect.any(Number) as number,
      },
      ...{
        weights: expect.any(String) as string,
        evidence: expect.arrayContaining([expect.objectContaining({ field: 'nhs-number' })]) as object[],
      },
    });
    expect(past.at(-1)?.data).not.toHaveProperty('by');
    const { rows } = await store.db.events.query('SELECT FROM identity.proposals');
    expect(rows).toHaveLength(0);
    expect(await rematch.again(weak.recordId)).toBe(false);
    // It can be taken back like any link.
    expect((await desk.unlink(weak.recordId, known.childId, byHand)).childId).toBe(weak.childId);
  });

  it.each([
    ['somebody may have seen it as that child', async (weak: Resolution) => void seenBy.add(weak.childId)],
    [
      'the child has another record',
      async (weak: Resolution) => {
        const other = await says('clinic', 'C1', { familyName: 'Lyle' });
        await desk.link(other.recordId, weak.childId, byHand);
      },
    ],
    [
      'a person said that they are two',
      async (weak: Resolution, known: Resolution) => {
        const pair = [weak.recordId, known.recordId].sort();
        await store.db.events.query(`INSERT INTO identity.rejections (one, other, compared) VALUES ($1, $2, '')`, pair);
      },
    ],
  ])('stays proposed where %s', async (_, given) => {
    const known = await says('gp', 'G1', { ...wren, ...sure });
    const weak = await says('hospital', 'P1', { familyName: 'Okoro' });
    await given(weak, known);
    await says('hospital', 'P1', sure);
    await rematch.afterNews(weak.recordId);
    expect(await childOf(weak.recordId)).toBe(weak.childId);
    const { rows } = await store.db.events.query('SELECT record_id FROM identity.proposals');
    expect(rows).toContainEqual({ record_id: weak.recordId });
  });

  it('has those looked at again that had been proposed to its child', async () => {
    const first = await says('gp', 'G1', wren);
    const second = await says('hospital', 'P1', { ...wren, birthDate: '2015-06-15' as PlainDate, nhsNumber: NHS });
    expect(second.proposals.map(({ childId }) => childId)).toEqual([first.childId]);
    await desk.link((await says('clinic', 'C1', { familyName: 'Lyle' })).recordId, first.childId, byHand);
    await says('gp', 'G1', { ...wren, postcode: 'ZZ1 1AA' });
    await says('hospital', 'P1', { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS });
    await rematch.afterNews(first.recordId);
    expect(await childOf(second.recordId)).toBe(first.childId);
  });

  it('of two that come to each other at once, one goes to the other and never both', async () => {
    const [a, b] = [
      await says('gp', 'G1', { familyName: 'Okoro' }),
      await says('hospital', 'P1', { familyName: 'Lyle' }),
    ];
    await says('gp', 'G1', { ...wren, ...sure });
    await says('hospital', 'P1', { ...wren, ...sure });
    await Promise.all([rematch.afterNews(a.recordId), rematch.afterNews(b.recordId)]);
    expect(await childOf(a.recordId)).toBe(await childOf(b.recordId));
  });
});
