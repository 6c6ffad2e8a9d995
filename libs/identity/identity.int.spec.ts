import {
  type AgencyId,
  type ChildId,
  childStream,
  type Instant,
  type PlainDate,
  type PractitionerId,
  type RecordId,
  recordStream,
  type RoleCode,
  uuidv7,
} from '@tributary/kernel';
import { recordsOf } from '@tributary/catalogue';
import fc from 'fast-check';
import {
  type Asked,
  ChildReferences,
  Children,
  firstSightEvents,
  Identity,
  IdentityDesk,
  identityMigrations,
  type Resolution,
} from '.';
import { anEvent, testStore, type TestStore } from '../testing/store';

const NHS = '9990000018';
const wren = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' as PlainDate };
/** May be the same child, and may not. */
const nearlyWren = { ...wren, birthDate: '2015-06-15' as PlainDate };
const asked = (agency: string, localId: string, said: object = {}, sector = 'health'): Asked => ({
  agency: agency as AgencyId,
  sector,
  sighting: { system: 'pas', localId, ...said },
});
const byHand = { by: 'p-quill' as PractitionerId, role: 'auditor' as RoleCode, reason: 'wrong child' };

describe('identity', () => {
  let store: TestStore;
  let identity: Identity;
  beforeEach(async () => {
    store = await testStore(identityMigrations);
    identity = new Identity({ pool: store.db.events, vault: store.vault });
  });
  afterEach(async () => store.close());
  const one = async (ask: Asked, by = identity): Promise<Resolution> => {
    const [found] = await by.resolve([ask]);
    if (!found) throw new Error('nothing resolved');
    return found;
  };
  /** Appends a first sight as intake does. */
  const open = async (sight: Resolution): Promise<void> => {
    const streams = [recordStream(sight.recordId), childStream(sight.childId)];
    await store.store.append({ streams }, (view) => ({
      events: view.head(recordStream(sight.recordId))
        ? []
        : firstSightEvents(sight, { at: view.now, correlationId: 'c', causationId: 'c' }),
      links: [{ streamId: recordStream(sight.recordId), childId: sight.childId }],
    }));
  };

  it('makes one child of a hundred first sights at the same moment', async () => {
    const said = { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' };
    const all = await Promise.all(Array.from({ length: 100 }, (_, i) => one(asked(`agency-${i % 10}`, `P${i}`, said))));
    expect(new Set(all.map((found) => found.childId)).size).toBe(1);
    expect(new Set(all.map((found) => found.recordId)).size).toBe(100);
    expect(all.filter((found) => found.founded)).toHaveLength(1);
  });

  it('finds the child of a number again, however many records it has', async () => {
    const said = { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' };
    const many = await identity.resolve(Array.from({ length: 130 }, (_, i) => asked('hospital', `P${i}`, said)));
    const next = await one(asked('gp', 'G1', { nhsNumber: NHS, nhsNumberStatus: '01' }));
    expect(new Set([...many, next].map((found) => found?.childId)).size).toBe(1);
  });

  it('makes one record of a hundred first sights of the same record', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => one(asked('hospital', 'P1'))));
    expect(new Set(all.map((found) => found.recordId)).size).toBe(1);
  });

  it('makes one child of a batch that names it under several records', async () => {
    const said = { ...wren, postcode: 'ZZ1 1AA' };
    const all = await identity.resolve([
      asked('hospital', 'A', said),
      asked('hospital', 'B', said),
      asked('gp', 'C', said),
    ]);
    expect(new Set(all.map((found) => found?.childId)).size).toBe(1);
    expect(all.map((found) => found?.method)).toEqual(['first-sight', 'weighed', 'weighed']);
  });

  it('knows a record again, whatever its agency’s other feed leaves out', async () => {
    const first = await one(asked('council', 'C1', { ...wren, upn: 'B801200005001' }, 'social-care'));
    const again = await one(asked('council', 'C1', { birthDate: wren.birthDate }, 'social-care'));
    expect(again.childId).toBe(first.childId);
    const school = await one(asked('school', 'S1', { upn: 'B801200005001' }, 'education'));
    expect(school.childId).toBe(first.childId);
  });

  it('asks a person whether a newborn is the child that was expected at that home', async () => {
    const home = { familyName: 'Okoro', postcode: 'WX12 3AB' };
    const pregnancy = { ...home, expectedBirthDate: '2026-03-20' as PlainDate, nhsNumber: '9990000026' };
    const born = (birthDate: string) => ({ ...home, birthDate: birthDate as PlainDate, nhsNumberStatus: '01' });
    const mother = await one(asked('gp', 'G1', { ...born('2010-05-06'), nhsNumber: '9990000026' }));
    const unborn = await one(asked('council', 'C1', pregnancy, 'social-care'));
    const newborn = await one(asked('maternity', 'M1', { ...born('2026-03-09'), nhsNumber: NHS }));
    expect(new Set([mother, unborn, newborn].map(({ childId }) => childId)).size).toBe(3);
    const proposed = await store.db.events.query(
      `select record_id as record, child_id as child, reason from identity.proposals`,
    );
    expect(proposed.rows).toEqual([{ record: newborn.recordId, child: unborn.childId, reason: 'not-yet-born' }]);

    await one(asked('council', 'C1', { ...wren, ...home, ...born('2026-03-09'), nhsNumber: NHS }, 'social-care'));
    const since = await store.db.events.query(
      `select record_id as record, child_id as child, reason from identity.proposals where record_id = $1`,
      [unborn.recordId],
    );
    expect(since.rows).toEqual([{ record: unborn.recordId, child: newborn.childId, reason: 'better-evidence' }]);
  });

  it('ends at what was said last: A, B, A is A, in three batches or in one', async () => {
    const children = new Children({ pool: store.db.events, vault: store.vault });
    const [a, b] = ['Okoro', 'Lyle'].map((familyName) => asked('council', 'C1', { ...wren, familyName })) as [
      Asked,
      Asked,
    ];
    const { childId } = await one(a);
    const surname = async () => (await children.names(childId)).map((name) => name.familyName);
    await one(b);
    expect(await surname()).toEqual(['Lyle']);
    await one(a);
    expect(await surname()).toEqual(['Okoro']);
    await identity.resolve([b, a]);
    expect(await surname()).toEqual(['Okoro']);
  });

  it('adds the lines of one batch on a record up', async () => {
    const said = { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' };
    const [, , other] = await identity.resolve([
      asked('hospital', 'P1', said),
      asked('hospital', 'P1', { familyName: 'Okoro' }),
      asked('gp', 'G1', { nhsNumber: NHS, nhsNumberStatus: '01' }),
    ]);
    expect(other?.method).toBe('nhs-number');
  });

  it('does not take the status of one number for the next one’s', async () => {
    await one(asked('hospital', 'P1', { nhsNumber: NHS, nhsNumberStatus: '01' }));
    await one(asked('hospital', 'P1', { nhsNumber: '9912003888' }));
    const gp = await one(asked('gp', 'G1', { nhsNumber: '9912003888', nhsNumberStatus: '01' }));
    expect(gp.method).toBe('first-sight');
  });

  it('changes nothing where it was asked only to look at a known record', async () => {
    const { childId } = await one(asked('school', 'S1', wren));
    await identity.resolve([{ ...asked('school', 'S1', { familyName: 'Other' }), ifKnown: true }]);
    const children = new Children({ pool: store.db.events, vault: store.vault });
    expect((await children.names(childId))[0]?.familyName).toBe('Okoro');
  });

  it('still proposes what it proposed, where a crash came before the first append', async () => {
    await one(asked('gp', 'G1', wren));
    const ask = asked('hospital', 'P1', nearlyWren);
    const [first, again] = [await one(ask), await one(ask)];
    expect([first.proposals.length, again.proposals.length]).toEqual([1, 0]);
    expect(again.standing).toEqual(first.standing);
    expect(first.standing).toHaveLength(1);
    const events = (sight: Resolution) =>
      firstSightEvents(sight, { at: '2026-01-05T16:00:00.000Z' as Instant, correlationId: 'c', causationId: 'c' });
    expect(events(again)).toEqual(events(first));
  });

  it('never links a known record anew by itself, and proposes it instead', async () => {
    const known = await one(asked('gp', 'G1', { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' }));
    const weak = await one(asked('hospital', 'P1', { familyName: 'Okoro' }));
    const better = await one(asked('hospital', 'P1', { nhsNumber: NHS, nhsNumberStatus: '01' }));
    expect(better.childId).toBe(weak.childId);
    expect(better.review).toBe(true);
    expect(better.proposals).toMatchObject([{ childId: known.childId, reason: 'better-evidence' }]);
  });

  it('proposes the child known before by name and place, where a number leads to another', async () => {
    const census = await one(asked('council', 'C1', { ...wren, postcode: 'ZZ1 1AA' }));
    const gp = await one(asked('gp', 'G1', { nhsNumber: NHS, nhsNumberStatus: '01' }));
    const hospital = await one(
      asked('hospital', 'P1', { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS, nhsNumberStatus: '01' }),
    );
    expect(hospital).toMatchObject({ childId: gp.childId, method: 'nhs-number', review: true });
    expect(hospital.proposals).toMatchObject([{ childId: census.childId, reason: 'several-fit' }]);
  });

  it('only looks where it was asked only to look', async () => {
    expect(await identity.resolve([{ ...asked('school', 'S9'), ifKnown: true }])).toEqual([undefined]);
    const { rows } = await store.db.events.query('SELECT 1 FROM identity.records');
    expect(rows).toHaveLength(0);
  });

  it('holds no name, date or number in the clear', async () => {
    await one(asked('gp', 'LOCAL-77', { ...wren, nhsNumber: NHS, nhsNumberStatus: '01', postcode: 'ZZ1 1AA' }));
    const { rows } = await store.db.events.query<{ text: string }>(
      `SELECT r::text || coalesce((SELECT string_agg(k::text, ' ') FROM identity.keys k), '')
              || coalesce((SELECT string_agg(n::text, ' ') FROM identity.numbers n), '') AS text FROM identity.records r`,
    );
    const seen = `${rows[0]?.text} ${Buffer.from(String(rows[0]?.text)).toString('hex')}`;
    for (const word of ['Wren', 'WREN', 'Okoro', '2015-06-14', NHS, 'LOCAL-77', 'ZZ1']) {
      expect(seen).not.toContain(word);
      expect(seen).not.toContain(Buffer.from(word).toString('hex'));
    }
  });

  it('moves a record by hand, once, and back', async () => {
    const first = await one(asked('gp', 'G1', { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' }));
    const second = await one(asked('hospital', 'P1', { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' }));
    await open(first);
    await open(second);
    const desk = new IdentityDesk({ pool: store.db.events, store: store.store, vault: store.vault });
    const moved = await desk.unlink(second.recordId, first.childId, byHand);
    const repeated = await desk.unlink(second.recordId, first.childId, byHand);
    expect([moved.events.length, repeated.events.length]).toEqual([4, 0]);
    expect(recordsOf(await store.store.load(childStream(first.childId)))).toEqual([first.recordId]);
    expect(recordsOf(await store.store.load(childStream(moved.childId)))).toEqual([second.recordId]);
    expect((await one(asked('hospital', 'P1', { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' }))).childId).toBe(
      moved.childId,
    );
    const appended = await store.store.append({ streams: [recordStream(second.recordId)] }, (view) => ({
      events: [
        anEvent(recordStream(second.recordId), { childId: view.head(recordStream(second.recordId))?.childId ?? null }),
      ],
    }));
    expect(appended.events[0]?.childId).toBe(moved.childId);
    await desk.link(second.recordId, first.childId, byHand);
    expect(recordsOf(await store.store.load(childStream(first.childId)))).toEqual([first.recordId, second.recordId]);
    // Taken back, it is where the link took it from, and comes back to nobody by that.
    expect((await desk.unlink(second.recordId, first.childId, byHand)).childId).toBe(moved.childId);
    expect((await desk.unlink(second.recordId, moved.childId, byHand)).childId).not.toBe(first.childId);
  });

  it('moves nothing to nowhere, nothing from where it is not, and nothing that has no event yet', async () => {
    const first = await one(asked('gp', 'G1', wren));
    const second = await one(asked('hospital', 'P1', { familyName: 'Lyle' }));
    await open(first);
    const desk = new IdentityDesk({ pool: store.db.events, store: store.store, vault: store.vault });
    await expect(desk.link(second.recordId, first.childId, byHand)).rejects.toMatchObject({ code: 'record-moved' });
    await open(second);
    const nobody = uuidv7() as ChildId;
    await expect(desk.link(second.recordId, nobody, byHand)).rejects.toMatchObject({ code: 'child-unknown' });
    await expect(desk.unlink(second.recordId, first.childId, byHand)).rejects.toMatchObject({ code: 'record-moved' });
    await expect(desk.unlink(uuidv7() as RecordId, first.childId, byHand)).rejects.toMatchObject({
      code: 'record-unknown',
    });
    expect((await one(asked('hospital', 'P1', { familyName: 'Lyle' }))).childId).toBe(second.childId);
  });

  describe('of several records at once', () => {
    let desk: IdentityDesk;
    let sights: Resolution[];
    beforeEach(async () => {
      desk = new IdentityDesk({ pool: store.db.events, store: store.store, vault: store.vault });
      const said = { ...wren, nhsNumber: NHS, nhsNumberStatus: '01' };
      const asks = [asked('gp', 'G1', said), asked('hospital', 'P1', said), asked('school', 'S1')];
      sights = [];
      for (const ask of asks) sights.push(await one(ask));
      for (const sight of sights) await open(sight);
    });
    const childOf = async (sight: Resolution): Promise<ChildId> => {
      const { rows } = await store.db.events.query<{ id: ChildId }>(
        'SELECT child_id AS id FROM identity.records WHERE record_id = $1',
        [sight.recordId],
      );
      return rows[0]?.id as ChildId;
    };
    const told = async (child: ChildId, type: string) =>
      (await store.store.load(childStream(child))).filter((event) => event.type === type).map(({ data }) => data);

    it('merges two children by one decision, with what it rested on, once', async () => {
      const [gp, , school] = sights as [Resolution, Resolution, Resolution];
      const decision = {
        ...byHand,
        evidence: [{ field: 'given-name', outcome: 'same', weight: 6 }],
        probability: 0.9,
        weights: 'v1',
      };
      const merged = await desk.merge(gp.childId, school.childId, decision);
      const again = await desk.merge(gp.childId, school.childId, decision);
      expect([merged.events.length, again.events.length]).toEqual([10, 0]);
      expect(new Set(await Promise.all(sights.map(childOf)))).toEqual(new Set([school.childId]));
      for (const child of [gp.childId, school.childId]) {
        expect(await told(child, 'identity.children-merged')).toMatchObject([
          {
            former: gp.childId,
            into: school.childId,
            method: 'by-hand',
            ...decision,
            records: [expect.any(String), expect.any(String)],
          },
        ]);
      }
      expect(recordsOf(await store.store.load(childStream(gp.childId)))).toEqual([]);
      expect(recordsOf(await store.store.load(childStream(school.childId)))).toHaveLength(3);
    });

    it('splits off what a merge brought: both children are as they were, and every agency calls them so', async () => {
      const [gp, hospital, school] = sights as [Resolution, Resolution, Resolution];
      const children = new Children({ pool: store.db.events, vault: store.vault });
      const calls = async () =>
        Promise.all(
          sights.map(async ({ agency, recordId }) => [
            ...(await children.refsOf(agency as AgencyId, [recordStream(recordId)])).values(),
          ]),
        );
      const before = await calls();
      await desk.merge(gp.childId, school.childId, byHand);
      const split = await desk.split(school.childId, [gp.recordId, hospital.recordId], byHand);
      expect(split.childId).toBe(gp.childId);
      expect(await Promise.all(sights.map(childOf))).toEqual([gp.childId, gp.childId, school.childId]);
      expect(await calls()).toEqual(before);
      const again = await desk.split(school.childId, [gp.recordId], byHand).catch((error: unknown) => error);
      expect(again).toMatchObject({ events: [] });
      expect(await told(school.childId, 'identity.child-split')).toHaveLength(1);
    });

    it('merges and splits by the hub, with its method and nobody’s name', async () => {
      const [gp, , school] = sights as [Resolution, Resolution, Resolution];
      await desk.merge(school.childId, gp.childId, {
        method: 'superseded',
        evidence: [{ field: 'nhs-number', outcome: 'superseded' }],
      });
      const [said] = await told(gp.childId, 'identity.children-merged');
      expect(said).toMatchObject({ method: 'superseded', evidence: [{ field: 'nhs-number', outcome: 'superseded' }] });
      expect(said).not.toHaveProperty('by');
      expect((await desk.unlink(school.recordId, gp.childId, { method: 'superseded' })).childId).toBe(school.childId);
    });

    it('refuses to empty a child, to join one with itself, and what has moved meanwhile', async () => {
      const [gp, hospital, school] = sights as [Resolution, Resolution, Resolution];
      await expect(desk.split(gp.childId, [gp.recordId, hospital.recordId], byHand)).rejects.toMatchObject({
        code: 'split-whole',
      });
      await expect(desk.split(gp.childId, [school.recordId], byHand)).rejects.toMatchObject({ code: 'record-moved' });
      await expect(desk.merge(gp.childId, gp.childId, byHand)).rejects.toMatchObject({ code: 'same-child' });
      const nobody = uuidv7() as ChildId;
      await expect(desk.merge(gp.childId, nobody, byHand)).rejects.toMatchObject({ code: 'child-unknown' });
      await expect(desk.merge(nobody, gp.childId, byHand)).rejects.toMatchObject({ code: 'child-unknown' });
      // Claimed by intake, its first event still on its way: it would be left behind.
      await one(asked('clinic', 'C1', { nhsNumber: NHS, nhsNumberStatus: '01' }));
      await expect(desk.merge(gp.childId, school.childId, byHand)).rejects.toMatchObject({ code: 'record-moved' });
      expect(await Promise.all(sights.map(childOf))).toEqual([gp.childId, gp.childId, school.childId]);
    });

    it('proposes to the child that has the records now what was proposed to the one that was merged', async () => {
      const [gp, , school] = sights as [Resolution, Resolution, Resolution];
      const asking = await one(asked('clinic', 'C1', nearlyWren));
      expect(asking.proposals.map(({ childId }) => childId)).toEqual([gp.childId]);
      await desk.merge(gp.childId, school.childId, byHand);
      const { rows } = await store.db.events.query('SELECT record_id, child_id FROM identity.proposals');
      expect(rows).toEqual([{ record_id: asking.recordId, child_id: school.childId }]);
    });
  });

  it('gives each agency a reference of its own', async () => {
    const { childId } = await one(asked('gp', 'G1', wren));
    const children = new Children({ pool: store.db.events, vault: store.vault });
    const gp = await children.refOf('gp' as AgencyId, childId);
    const school = await children.refOf('school' as AgencyId, childId);
    expect(gp).not.toBe(school);
    expect(await children.childOf('gp' as AgencyId, gp)).toBe(childId);
    expect(await children.childOf('school' as AgencyId, gp)).toBeUndefined();
    expect(await children.childOf('gp' as AgencyId, '../etc/passwd')).toBeUndefined();
    expect(new ChildReferences(store.vault).childOf('gp' as AgencyId, gp)).toBe(childId);
  });

  it('keeps every agency’s reference for its own record through any moves of records', async () => {
    const asks = ['gp', 'gp', 'school', 'council', 'council'].map((agency, i) => asked(agency, `R${i}`));
    const sights = await Promise.all(asks.map((ask) => one(ask)));
    for (const sight of sights) await open(sight);
    const desk = new IdentityDesk({ pool: store.db.events, store: store.store, vault: store.vault });
    const children = new Children({ pool: store.db.events, vault: store.vault });
    const agencies = ['gp', 'school', 'council', 'virtual-school'] as AgencyId[];
    const childOf = new Map(sights.map((sight) => [sight.recordId, sight.childId]));
    const check = async (): Promise<void> => {
      for (const [{ agency, recordId }, child] of sights.map((s) => [s, childOf.get(s.recordId)] as const)) {
        const ref = (await children.refsOf(agency as AgencyId, [recordStream(recordId)])).get(recordStream(recordId));
        expect(await children.childOf(agency as AgencyId, ref ?? '')).toBe(child);
      }
      for (const child of new Set(childOf.values())) {
        for (const agency of agencies) {
          expect(await children.childOf(agency, await children.refOf(agency, child))).toBe(child);
        }
      }
    };
    await check();
    const dice = fc.sample(fc.tuple(fc.nat(4), fc.nat(4), fc.boolean()), { numRuns: 40, seed: 7 });
    for (const [round, [i, k, linking]] of dice.entries()) {
      const { recordId, agency } = sights[i] as Resolution;
      const from = childOf.get(recordId) as ChildId;
      const target = childOf.get((sights[k] as Resolution).recordId) as ChildId;
      if (linking ? target === from : [...childOf.values()].filter((c) => c === from).length === 1) continue;
      const name = async () =>
        (await children.refsOf(agency as AgencyId, [recordStream(recordId)])).get(recordStream(recordId));
      const others = sights.filter((s) => s.agency !== agency);
      const othersCall = async () =>
        Promise.all(others.map((s) => children.refsOf(s.agency as AgencyId, [recordStream(s.recordId)])));
      const siblings = (child: ChildId) =>
        sights.some((s) => s.recordId !== recordId && s.agency === agency && childOf.get(s.recordId) === child);
      const [before, calledBefore] = [await name(), await othersCall()];
      const wasAlone = !siblings(from);
      if (linking) await desk.link(recordId, target, byHand);
      else await desk.unlink(recordId, from, { ...byHand, reason: `wrong child, ${round}` });
      const { rows } = await store.db.events.query<{ child_id: ChildId }>(
        'SELECT child_id FROM identity.records WHERE record_id = $1',
        [recordId],
      );
      childOf.set(recordId, rows[0]?.child_id as ChildId);
      expect(await othersCall()).toEqual(calledBefore);
      if (wasAlone) expect(await children.childOf(agency as AgencyId, before ?? '')).toBe(childOf.get(recordId));
      if (wasAlone && !siblings(childOf.get(recordId) as ChildId)) expect(await name()).toBe(before);
      await check();
    }
  });

  it('leaves every child and every reference as they were, where a link is taken back', async () => {
    const asks = ['gp', 'gp', 'school', 'council', 'hospital'].map((agency, i) => asked(agency, `R${i}`));
    const sights = await Promise.all(asks.map((ask) => one(ask)));
    for (const sight of sights) await open(sight);
    const desk = new IdentityDesk({ pool: store.db.events, store: store.store, vault: store.vault });
    const children = new Children({ pool: store.db.events, vault: store.vault });
    const agencies = ['gp', 'school', 'council', 'hospital', 'virtual-school'] as AgencyId[];
    const childOf = async ({ recordId }: Resolution): Promise<ChildId> => {
      const { rows } = await store.db.events.query<{ id: ChildId }>(
        'SELECT child_id AS id FROM identity.records WHERE record_id = $1',
        [recordId],
      );
      return rows[0]?.id as ChildId;
    };
    const whole = async () =>
      Promise.all(
        sights.map(async ({ childId }) => ({
          records: [...recordsOf(await store.store.load(childStream(childId)))].sort(),
          called: await Promise.all(agencies.map((agency) => children.refOf(agency, childId))),
        })),
      );
    const dice = fc.sample(fc.tuple(fc.nat(4), fc.nat(4), fc.boolean()), { numRuns: 25, seed: 11 });
    for (const [i, k, stays] of dice) {
      const [record, target] = [sights[i] as Resolution, sights[k] as Resolution];
      const to = await childOf(target);
      if (to === (await childOf(record))) continue;
      const before = await whole();
      await desk.link(record.recordId, to, byHand);
      // Some links stay, so that what is taken back next was no child of its own.
      if (stays) continue;
      await desk.unlink(record.recordId, to, byHand);
      expect(await whole()).toEqual(before);
    }
  });

  it('calls two records apart again what it called them before they were taken for one', async () => {
    const [a, b] = [await one(asked('gp', 'G1')), await one(asked('gp', 'G2'))];
    await open(a);
    await open(b);
    const desk = new IdentityDesk({ pool: store.db.events, store: store.store, vault: store.vault });
    const children = new Children({ pool: store.db.events, vault: store.vault });
    const streams = [a, b].map((sight) => recordStream(sight.recordId));
    const called = async () => {
      const refs = await children.refsOf('gp' as AgencyId, streams);
      return streams.map((stream) => refs.get(stream));
    };
    const before = await called();
    await desk.link(a.recordId, b.childId, byHand);
    expect(new Set(await called()).size).toBe(1);
    await desk.unlink(a.recordId, b.childId, byHand);
    expect(await called()).toEqual(before);
  });
});
