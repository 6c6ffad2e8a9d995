import { type AgencyId, type ChildId, childStream, type PlainDate, recordStream } from '@tributary/kernel';
import type { PractitionerId, RoleCode } from '@tributary/kernel';
import { testStore, type TestStore } from '../../testing/store';
import {
  type Asked,
  Children,
  firstSightEvents,
  Identity,
  IdentityDesk,
  identityMigrations,
  Rematch,
  type Resolution,
  SealedPairs,
} from '..';
import { Finder } from '../ask/find';

const COUNCIL = 'wexbourne-council' as AgencyId;
const thistlewood = {
  practitioner: 'p-thistlewood' as PractitionerId,
  role: 'adoption-team-manager' as RoleCode,
  agency: COUNCIL,
};
const ellingham = { by: 'p-ellingham' as PractitionerId, role: 'data-steward' as RoleCode, reason: 'they look alike' };
const before = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' as PlainDate };
const after = { givenName: 'Wren', familyName: 'Castellane', birthDate: '2015-06-14' as PlainDate };
const OLD_NUMBER = { nhsNumber: '9990000018', nhsNumberStatus: '01' };
const NEW_NUMBER = { nhsNumber: '9912003888', nhsNumberStatus: '01' };
const becomes = { ...after, nhsNumber: NEW_NUMBER.nhsNumber };
const HOME = { postcode: 'ZZ1 1AA' };

describe('who a child was, sealed apart from who they are', () => {
  let store: TestStore;
  let identity: Identity;
  let desk: IdentityDesk;
  let sealed: SealedPairs;
  let children: Children;
  let old: Resolution;
  beforeEach(async () => {
    store = await testStore(identityMigrations);
    const [pool, { vault }] = [store.db.events, store];
    identity = new Identity({ pool, vault });
    desk = new IdentityDesk({ pool, store: store.store, vault });
    sealed = new SealedPairs({ pool, vault, store: store.store });
    children = new Children({ pool, vault });
    old = await says('council', 'C1', { ...before, ...OLD_NUMBER, ...HOME });
  });
  afterEach(async () => store.close());

  /** A record speaks, as intake takes it in. */
  async function says(agency: string, localId: string, said: object): Promise<Resolution> {
    const ask: Asked = { agency: agency as AgencyId, sector: 'health', sighting: { system: 'pas', localId, ...said } };
    const [sight] = await identity.resolve([ask]);
    if (!sight) throw new Error('nothing resolved');
    const streams = [recordStream(sight.recordId), childStream(sight.childId)];
    await store.store.append({ streams }, (view) => ({
      events: view.head(recordStream(sight.recordId))
        ? []
        : firstSightEvents(sight, { at: view.now, correlationId: 'c', causationId: 'c' }),
      links: [{ streamId: recordStream(sight.recordId), childId: sight.childId }],
    }));
    return sight;
  }
  const seal = async () => sealed.open(thistlewood, { child: await children.refOf(COUNCIL, old.childId), becomes });
  const proposals = async (): Promise<readonly object[]> => {
    const { rows } = await store.db.events.query<object>('SELECT record_id, child_id FROM identity.proposals');
    return rows;
  };
  const joinings = async () => (await sealed.list(thistlewood)).flatMap((pair) => pair.joinings);

  it('is for the adoption team alone, and tells nobody else whether there is a pair', async () => {
    const ref = await children.refOf(COUNCIL, old.childId);
    for (const role of ['social-worker', 'data-steward', 'auditor', 'operator'] as RoleCode[]) {
      const other = { ...thistlewood, role };
      await expect(sealed.open(other, { child: ref, becomes })).rejects.toMatchObject({ code: 'sealed-role' });
      await expect(sealed.list(other)).rejects.toMatchObject({ code: 'sealed-role' });
    }
    const { id } = await seal();
    const elsewhere = { ...thistlewood, agency: 'other-council' as AgencyId };
    expect(await sealed.list(elsewhere)).toEqual([]);
    await expect(sealed.end(elsewhere, id, ref)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['names and birth date', after],
    ['the new number', NEW_NUMBER],
    ['the new number, beside the names as they were', { ...before, ...HOME, nhsNumber: NEW_NUMBER.nhsNumber }],
  ])(
    'a record of the new identity, by %s, is linked and proposed to neither, and queued for no steward',
    async (_, said) => {
      await seal();
      const record = await says('hospital', 'P1', { ...said, ...HOME });
      expect(record.childId).not.toBe(old.childId);
      expect([record.proposals, record.standing]).toEqual([[], []]);
      expect(await proposals()).toEqual([]);
    },
  );

  it('would have been joined without it: what is kept apart is kept apart by the pair', async () => {
    const record = await says('hospital', 'P1', { ...after, ...HOME });
    expect(record.childId === old.childId || record.proposals.length > 0).toBe(true);
  });

  it('the team sees that something would have joined the two, once, with the agency and why', async () => {
    await seal();
    const record = await says('hospital', 'P1', { ...after, ...HOME });
    await says('hospital', 'P1', { ...after, ...HOME, postcode: 'ZZ1 1AB' });
    const found = await joinings();
    expect(found).toMatchObject([{ agency: 'hospital', record: record.recordId, why: expect.any(String) as string }]);
    expect(JSON.stringify(found)).not.toContain(old.childId);
  });

  it('records of the new identity are one child with each other', async () => {
    await seal();
    const [one, other] = [
      await says('hospital', 'P1', { ...after, ...NEW_NUMBER }),
      await says('gp', 'G1', { ...after, ...NEW_NUMBER }),
    ];
    expect(other.childId).toBe(one.childId);
    expect((await says('clinic', 'K1', { ...before, ...OLD_NUMBER })).childId).toBe(old.childId);
  });

  it('a record of the old identity that says the new one keeps what it said, and goes to the team', async () => {
    await seal();
    await says('council', 'C1', { ...after, ...NEW_NUMBER });
    expect(await children.names(old.childId)).toMatchObject([{ familyName: 'Okoro' }]);
    expect(await joinings()).toMatchObject([{ agency: 'council', why: 'says-both' }]);
    const gp = await says('gp', 'G1', { ...after, ...NEW_NUMBER });
    expect(gp.childId).not.toBe(old.childId);
  });

  it('no way leads over somebody whom both know: each side is known as sealed, and nobody else', async () => {
    expect(await children.isSealed(old.childId)).toBe(false);
    await seal();
    const renewed = await says('school', 'S1', { ...after, ...NEW_NUMBER });
    const other = await says('school', 'S2', { givenName: 'Linnet', familyName: 'Okoro', birthDate: '2017-02-03' });
    const all = [old, renewed, other].map(({ childId }) => children.isSealed(childId));
    expect(await Promise.all(all)).toEqual([true, true, false]);
  });

  it.each([
    [{ mergedInto: 'C2' }, 'merged-at-source'],
    [{ sameAs: 'C2' }, 'linked-at-source'],
  ])('the agency that says in its own system that the two are one (%j) is not followed', async (said, why) => {
    await seal();
    const renewed = await says('council', 'C2', { ...after, ...NEW_NUMBER });
    await identity.resolve([
      { agency: 'council' as AgencyId, sector: 'health', sighting: { system: 'pas', localId: 'C1' }, ...said },
    ]);
    expect(await proposals()).toEqual([]);
    expect((await joinings()).map((one) => one.why)).toContain(why);
    expect(renewed.childId).not.toBe(old.childId);
  });

  it('no hand joins them, and the refusal is that of any record that moved', async () => {
    await seal();
    const renewed = await says('hospital', 'P1', { ...after, ...NEW_NUMBER });
    const moved = { code: 'record-moved' };
    await expect(desk.link(renewed.recordId, old.childId, ellingham)).rejects.toMatchObject(moved);
    await expect(desk.link(old.recordId, renewed.childId, ellingham)).rejects.toMatchObject(moved);
    await expect(desk.merge(renewed.childId, old.childId, ellingham)).rejects.toMatchObject(moved);
    await expect(desk.merge(old.childId, renewed.childId, ellingham)).rejects.toMatchObject(moved);
  });

  it('nor through a third record: what came to the one side is of it', async () => {
    await seal();
    const renewed = await says('hospital', 'P1', { ...after, ...NEW_NUMBER });
    const third = await says('clinic', 'K1', { familyName: 'Lyle' });
    await desk.link(third.recordId, renewed.childId, ellingham);
    await expect(desk.link(third.recordId, old.childId, ellingham)).rejects.toMatchObject({ code: 'record-moved' });
  });

  it('the hub does not link later what it did not at first', async () => {
    const weak = await says('hospital', 'P1', { familyName: 'Castellane' });
    await seal();
    await says('hospital', 'P1', { ...after, ...HOME });
    const { vault, db } = store;
    const rematch = new Rematch({ pool: db.events, vault, desk, seen: async () => false });
    await rematch.afterNews(weak.recordId);
    expect(await proposals()).toEqual([]);
    expect((await children.recordsOf(weak.childId)).map(({ recordId }) => recordId)).toEqual([weak.recordId]);
  });

  it('whoever asks by the new name does not find who they were', async () => {
    await seal();
    const finder = new Finder({ pool: store.db.events, vault: store.vault });
    const { sought } = await finder.prepare({ ...after, ...HOME }, 'health');
    const found = await finder.recordsLike(sought, { at: '2026-01-05T00:00:00.000Z' as never });
    expect(found.map(({ childId }) => childId)).not.toContain(old.childId);
  });

  it('proposals that waited before wait no more', async () => {
    await says('hospital', 'P1', { ...after, ...HOME });
    expect(await proposals()).toHaveLength(1);
    await seal();
    expect(await proposals()).toEqual([]);
  });

  it('what is one child already is to be split first', async () => {
    const joined = await says('hospital', 'P1', { ...after, ...OLD_NUMBER });
    expect(joined.childId).toBe(old.childId);
    await expect(seal()).rejects.toMatchObject({ code: 'sealed-joined' });
  });

  it('refuses what tells nobody apart, and what the child is known by already', async () => {
    const child = await children.refOf(COUNCIL, old.childId);
    await expect(sealed.open(thistlewood, { child, becomes: { familyName: 'Castellane' } })).rejects.toMatchObject({
      code: 'sealed-identity-wrong',
    });
    await expect(sealed.open(thistlewood, { child, becomes: before })).rejects.toMatchObject({ code: 'sealed-joined' });
    await expect(sealed.open(thistlewood, { child: 'nobody', becomes })).rejects.toMatchObject({
      code: 'child-unknown',
    });
    const { rows } = await store.db.events.query('SELECT FROM identity.sealed_refs');
    expect(rows).toHaveLength(0);
  });

  it.each([
    ['a number with a wrong digit', { ...after, nhsNumber: '9912003889' }, ['nhsNumber']],
    ['a temporary pupil number', { ...after, upn: 'N99912342500A' }, ['upn']],
    ['names without a birth date', { nhsNumber: NEW_NUMBER.nhsNumber, familyName: 'Castellane' }, ['familyName']],
    [
      'names with the first of a month',
      { ...becomes, birthDate: '2015-06-01' },
      ['givenName', 'familyName', 'birthDate'],
    ],
  ])('refuses %s beside what would do, for it would guard nothing', async (_, said, fields) => {
    const child = await children.refOf(COUNCIL, old.childId);
    const refused = sealed.open(thistlewood, { child, becomes: said });
    await expect(refused).rejects.toMatchObject({ code: 'sealed-identity-wrong', extra: { fields } });
    await expect(refused).rejects.not.toThrow(/Castellane|9912003889|2500A/);
    expect(await sealed.list(thistlewood)).toEqual([]);
  });

  it('leaves no row, event or hash by which anybody could lay the two together', async () => {
    await seal();
    const renewed = await says('hospital', 'P1', { ...after, ...NEW_NUMBER, ...HOME });
    const own = async (child: ChildId) => JSON.stringify(await store.store.load(childStream(child)));
    expect(await own(old.childId)).not.toContain(renewed.childId);
    expect(await own(old.childId)).not.toContain(renewed.recordId);
    expect(await own(renewed.childId)).not.toContain(old.childId);
    expect(await own(renewed.childId)).not.toContain(old.recordId);
    expect(await own(renewed.childId)).not.toContain('stood-down');
    const all = async (table: string) =>
      JSON.stringify(
        (await store.db.events.query<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM identity.${table} t`)).rows,
      );
    const rows = await Promise.all(['sealed_pairs', 'sealed_refs', 'sealed_joinings'].map(all));
    for (const word of [
      'Castellane',
      'Okoro',
      NEW_NUMBER.nhsNumber,
      old.childId,
      old.recordId,
      renewed.childId,
      renewed.recordId,
    ])
      expect(rows.join()).not.toContain(word);
    // No hash stands in two tables.
    const refs = await store.db.events.query<{ ref: string }>('SELECT ref FROM identity.sealed_refs');
    const elsewhere = await store.db.events.query<{ ref: string }>(
      'SELECT key AS ref FROM identity.keys UNION SELECT ref FROM identity.numbers UNION SELECT ref FROM identity.records',
    );
    const known = new Set(elsewhere.rows.map(({ ref }) => ref));
    expect(refs.rows.filter(({ ref }) => known.has(ref))).toEqual([]);
    expect(refs.rows.length).toBeGreaterThan(2);
  });

  it('stands the clocks of the old records down, and of nothing else; a mistake is taken back whole', async () => {
    const { id } = await seal();
    const types = async () => (await store.store.load(childStream(old.childId))).map(({ type }) => type);
    expect(await types()).toContain('identity.clocks-stood-down');
    await sealed.end(thistlewood, id, await children.refOf(COUNCIL, old.childId));
    expect((await types()).at(-1)).toBe('identity.clocks-resumed');
    const record = await says('hospital', 'P1', { ...after, ...HOME });
    expect(record.childId === old.childId || record.proposals.length > 0).toBe(true);
  });
});
