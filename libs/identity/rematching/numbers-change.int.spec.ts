import { type AgencyId, type ChildId, childStream, recordStream } from '@tributary/kernel';
import type { Asked, Resolution } from '..';
import { byHand, Speaking, wren } from './speaking.fixture';

const [FORMER, CURRENT] = ['9990000018', '9912003888'];
const numbered = (nhsNumber: string, more: object = {}) => ({ ...wren, nhsNumber, nhsNumberStatus: '01', ...more });
const superseding = numbered(CURRENT, { formerNhsNumbers: [FORMER] });

describe('numbers that change', () => {
  let speaking: Speaking;
  beforeEach(async () => (speaking = await Speaking.begin()));
  afterEach(async () => speaking.store.close());

  const says = async (agency: string, said: object, more: Partial<Asked> = {}): Promise<Resolution> =>
    speaking.says(agency, said, more);
  const childOf = async (one: Pick<Resolution, 'recordId'>): Promise<ChildId | undefined> => speaking.childOf(one);
  const waiting = async () => speaking.waiting();

  describe('a number that superseded another one, of two children known', () => {
    const two = async () => ({
      old: await says('gp', numbered(FORMER)),
      now: await says('hospital', numbered(CURRENT)),
    });

    it.each(['nobody', 'the one'])('makes them one where %s of them may have been seen', async (who) => {
      const { old, now } = await two();
      expect(now.childId).not.toBe(old.childId);
      if (who === 'the one') speaking.seenBy.add(now.childId);
      await says('hospital', superseding);
      const into = who === 'the one' ? now.childId : old.childId;
      expect([await childOf(old), await childOf(now)]).toEqual([into, into]);
      expect(await waiting()).toEqual([]);
      const past = await speaking.store.store.load(childStream(into));
      expect(past.at(-1)).toMatchObject({ type: 'identity.children-merged', data: { method: 'superseded' } });
    });

    it('makes them one where a third record says so', async () => {
      const { old, now } = await two();
      const told = await says('clinic', superseding);
      expect([await childOf(old), await childOf(now)]).toEqual([await childOf(told), await childOf(told)]);
      expect(await waiting()).toEqual([]);
    });

    it('is left to a person, with the reason, where both may have been seen', async () => {
      const { old, now } = await two();
      for (const { childId } of [old, now]) speaking.seenBy.add(childId);
      await says('hospital', superseding);
      expect([await childOf(old), await childOf(now)]).toEqual([old.childId, now.childId]);
      expect(await waiting()).toEqual([{ record: now.recordId, child: old.childId, reason: 'number-superseded' }]);
    });

    it('is left to a person where a birth date says otherwise', async () => {
      const old = await says('gp', numbered(FORMER, { birthDate: '2011-02-03' }));
      const now = await says('hospital', numbered(CURRENT));
      await says('hospital', superseding);
      expect([await childOf(old), await childOf(now)]).toEqual([old.childId, now.childId]);
    });
  });

  describe('that the one superseded the other, taken back', () => {
    const together = async () => {
      const old = await says('gp', numbered(FORMER));
      const now = await says('hospital', superseding);
      expect(now.childId).toBe(old.childId);
      return { old, now };
    };

    it.each([
      ['says that there are none', numbered(CURRENT, { formerNhsNumbers: [] })],
      ['says that it superseded another one', numbered(CURRENT, { formerNhsNumbers: ['9990000026'] })],
    ])('parts what it alone had put together, where the record %s', async (_, said) => {
      const { old, now } = await together();
      await says('hospital', said);
      expect(await childOf(old)).toBe(old.childId);
      expect(await childOf(now)).not.toBe(old.childId);
      expect(await waiting()).toEqual([]);
      const past = await speaking.store.store.load(recordStream(now.recordId));
      const unlinked = past.find(({ type }) => type === 'identity.record-unlinked');
      expect(unlinked?.data).toMatchObject({ reason: expect.stringContaining('says so no longer') as string });
      expect(unlinked?.data).not.toHaveProperty('by');
      // Both are known by their own number from now on.
      expect((await says('clinic', numbered(CURRENT))).childId).toBe(await childOf(now));
      expect((await says('pharmacy', numbered(FORMER))).childId).toBe(old.childId);
    });

    it('parts a record that goes by its own number again', async () => {
      const kept = await says('hospital', numbered(CURRENT, { localId: 'P2' }));
      const replaced = await says('hospital', { ...superseding, localId: 'P1' });
      expect(replaced.childId).toBe(kept.childId);
      await says('hospital', numbered(FORMER, { localId: 'P1' }));
      expect(await childOf(replaced)).not.toBe(kept.childId);
      expect(await waiting()).toEqual([]);
    });

    it('takes along who came by the number that goes', async () => {
      const { old, now } = await together();
      const later = await says('clinic', numbered(CURRENT));
      const stays = await says('school', { ...wren, postcode: 'ZZ1 1AA', nhsNumber: FORMER, nhsNumberStatus: '01' });
      await says('hospital', numbered(CURRENT, { formerNhsNumbers: [] }));
      expect(await childOf(later)).toBe(await childOf(now));
      expect([await childOf(now), await childOf(stays)]).toEqual([await childOf(later), old.childId]);
      expect(await childOf(now)).not.toBe(old.childId);
    });

    it('is left to a person where somebody may have seen them as one, or a person had linked them', async () => {
      const { old, now } = await together();
      speaking.seenBy.add(old.childId);
      await says('hospital', numbered(CURRENT, { formerNhsNumbers: [] }));
      expect(await childOf(now)).toBe(old.childId);
      expect(await waiting()).toEqual([{ record: now.recordId, child: old.childId, reason: 'number-taken-back' }]);
      speaking.seenBy.clear();
      await speaking.desk.unlink(now.recordId, old.childId, byHand);
      await speaking.desk.link(now.recordId, old.childId, byHand);
      await says('hospital', superseding);
      await says('hospital', numbered(CURRENT, { formerNhsNumbers: [] }));
      expect(await childOf(now)).toBe(old.childId);
      expect(await waiting()).toMatchObject([{ record: now.recordId, reason: 'number-taken-back' }]);
    });

    it('parts nobody where another record still says it, or what a feed leaves out', async () => {
      const { old, now } = await together();
      await says('clinic', superseding);
      await says('hospital', numbered(CURRENT, { formerNhsNumbers: [] }));
      expect([await childOf(old), await childOf(now)]).toEqual([old.childId, old.childId]);
      await says('clinic', numbered(CURRENT));
      expect(await waiting()).toEqual([]);
    });
  });

  describe('two records that their agency keeps as one', () => {
    const merge = async () => says('hospital', { localId: 'P1' }, { mergedInto: 'P2', ifKnown: true });
    it('are one child where nothing says otherwise and nobody may have seen it', async () => {
      const kept = await says('hospital', { ...wren, localId: 'P2' });
      const former = await says('hospital', { familyName: 'Okoro', localId: 'P1' });
      expect(former.childId).not.toBe(kept.childId);
      await merge();
      expect(await childOf(former)).toBe(await childOf(kept));
      const past = await speaking.store.store.load(recordStream(former.recordId));
      const links = past.filter(({ type }) => type === 'identity.record-linked');
      expect([...links, ...(await speaking.store.store.load(recordStream(kept.recordId)))]).toContainEqual(
        expect.objectContaining({ data: expect.objectContaining({ method: 'merged-by-source' }) as object }),
      );
    });

    it.each(['nobody', 'somebody'])('are so by number and link at once, where %s may have seen both', async (who) => {
      const kept = await says('hospital', numbered(CURRENT, { localId: 'P2' }));
      const former = await says('hospital', numbered(FORMER, { localId: 'P1' }));
      expect(former.childId).not.toBe(kept.childId);
      if (who === 'somebody') speaking.seenBy.add(kept.childId).add(former.childId);
      // As a FHIR patient that was replaced says it: its number is the other's now, and so is its record.
      await says('hospital', { ...superseding, localId: 'P1' }, { mergedInto: 'P2' });
      const one = (await childOf(former)) === (await childOf(kept));
      expect(one).toBe(who === 'nobody');
      expect(await waiting()).toEqual(
        one ? [] : [{ record: former.recordId, child: kept.childId, reason: 'merged-at-source' }],
      );
    });

    it('are left to a person where each went into the other', async () => {
      const kept = await says('hospital', numbered(CURRENT, { formerNhsNumbers: [FORMER], localId: 'P2' }));
      const former = await says('hospital', numbered(FORMER, { formerNhsNumbers: [CURRENT], localId: 'P1' }));
      await merge();
      await says('hospital', { localId: 'P2' }, { mergedInto: 'P1', ifKnown: true });
      expect([await childOf(former), await childOf(kept)]).toEqual([former.childId, kept.childId]);
    });

    it('are left to a person where a name or a number says otherwise', async () => {
      const kept = await says('hospital', { ...wren, localId: 'P2' });
      const former = await says('hospital', { ...wren, givenName: 'Tansy', localId: 'P1' });
      await merge();
      expect([await childOf(former), await childOf(kept)]).toEqual([former.childId, kept.childId]);
      expect(await waiting()).toMatchObject([{ record: former.recordId, reason: 'merged-at-source' }]);
    });
  });

  describe('two records that their agency says are of one person, and keeps both', () => {
    const link = async (sameAs: string) => says('hospital', { localId: 'P1' }, { sameAs, ifKnown: true });
    const two = async () => ({
      kept: await says('hospital', { ...wren, localId: 'P2' }),
      other: await says('hospital', { familyName: 'Okoro', localId: 'P1' }),
    });

    it('are left to a person, though nothing says otherwise and nobody may have seen them', async () => {
      const { kept, other } = await two();
      await link('P2');
      await link('P2');
      expect([await childOf(other), await childOf(kept)]).toEqual([other.childId, kept.childId]);
      expect(await waiting()).toEqual([{ record: other.recordId, child: kept.childId, reason: 'linked-at-source' }]);
      await speaking.desk.link(other.recordId, kept.childId, byHand);
      await link('P2');
      expect(await childOf(other)).toBe(kept.childId);
    });

    it('say nothing beside what may be acted on, in whichever order they come', async () => {
      const { kept, other } = await two();
      await link('P2');
      speaking.seenBy.add(kept.childId).add(other.childId);
      await says('hospital', { localId: 'P1' }, { mergedInto: 'P2', ifKnown: true });
      await link('P2');
      expect(await waiting()).toEqual([{ record: other.recordId, child: kept.childId, reason: 'merged-at-source' }]);
    });

    it('make no record of one that is not known, and nothing of a number of another agency', async () => {
      const { other } = await two();
      await says('gp', { ...wren, givenName: 'Tansy', localId: 'P7' });
      await link('P7');
      expect(await waiting()).toEqual([]);
      await expect(says('hospital', { localId: 'P9' }, { sameAs: 'P1', ifKnown: true })).rejects.toThrow();
      expect(await childOf(other)).toBe(other.childId);
    });

    it('bring several before a person at once', async () => {
      const { kept, other } = await two();
      const third = await says('hospital', { ...wren, givenName: 'Tansy', localId: 'P3' });
      const asked = ['P2', 'P3', 'P2'].map((sameAs) => ({
        ...{ agency: 'hospital' as AgencyId, sector: 'health', sighting: { system: 'pas', localId: 'P1' } },
        ...{ sameAs, ifKnown: true },
      }));
      const [first] = await speaking.identity.resolve(asked);
      expect(first?.proposals.map(({ childId }) => childId).toSorted()).toEqual(
        [kept.childId, third.childId].toSorted(),
      );
      expect((await waiting()).map(({ record }) => record)).toEqual([other.recordId, other.recordId]);
    });
  });
});
