import type { Judge, Reach } from '@tributary/chronology';
import {
  type AgencyId,
  type DataClass,
  derivedId,
  type EventId,
  type Instant,
  type PlainDate,
  type PractitionerId,
  type RecordRef,
  type Release,
  type RoleCode,
} from '@tributary/kernel';
import { pairsOf } from './pairs';
import type { Work } from './works';

type Given = Readonly<{ agency?: string; team?: string; dataClass?: DataClass; release?: Release; person?: string }>;
const work = (
  id: string,
  { agency = id, team, dataClass = 'family-help', release, person = id }: Given = {},
): Work => ({
  ref: derivedId('ref', id) as RecordRef,
  who: { practitioner: person as PractitionerId, role: 'worker' as RoleCode, agency: agency as AgencyId },
  team,
  kind: 'family-help',
  since: '2026-01-05' as PlainDate,
  stated: {
    eventId: derivedId('event', id) as EventId,
    ...{ type: 'social-care.family-help-started', agency: agency as AgencyId, dataClass },
    release: release ?? { state: 'open' },
  },
  knownFrom: '2026-01-05T10:00:00.000Z' as Instant,
  history: false,
});
/** What each may see of what the others state, by who asks and whose it is. */
const allowing =
  (level: (me: string, other: string) => Reach['level'] = () => 'status') =>
  ({ who }: Work): Judge =>
  ({ agency }) => ({ level: level(who.practitioner, agency), rule: 'r', reason: '', version: '1' });
const told = (works: readonly Work[], judgeOf = allowing()) =>
  pairsOf(works, judgeOf).told.map(({ me, other }) => `${me.who.practitioner} of ${other.who.practitioner}`);

describe('who is told of whom', () => {
  it('each of two of the other, and each pair of three', () => {
    expect(told([work('a'), work('b')])).toEqual(['a of b', 'b of a']);
    expect(told([work('a'), work('b'), work('c')])).toHaveLength(6);
    expect(told([work('a')])).toEqual([]);
  });

  it('two teams of one agency, and not two of one team, nor one person with two hats', () => {
    const of = (one: Given, two: Given) =>
      told([work('a', { agency: 'x', ...one }), work('b', { agency: 'x', ...two })]);
    expect(of({ team: 'family-help' }, { team: 'safeguarding' })).toHaveLength(2);
    expect(of({ team: 'family-help' }, { team: 'family-help' })).toEqual([]);
    expect(of({}, {})).toEqual([]);
    expect(of({ person: 'me', team: '1' }, { person: 'me', agency: 'y' })).toEqual([]);
  });

  it('by status and content, never by existence alone: whom to ring has to be open', () => {
    expect(
      told(
        [work('a'), work('b')],
        allowing(() => 'content'),
      ),
    ).toHaveLength(2);
    expect(
      told(
        [work('a'), work('b')],
        allowing(() => 'existence'),
      ),
    ).toEqual([]);
  });

  it('neither, where one of them may not know; who was refused what is kept', () => {
    const judge = allowing((me) => (me === 'a' ? 'nothing' : 'content'));
    const { told: both, withheld } = pairsOf([work('a'), work('b')], judge);
    expect([both, withheld.map(({ me, other }) => [me.who.practitioner, other.who.agency])]).toEqual([
      [],
      [['a', 'b']],
    ]);
  });

  it.each([
    'sexual-health',
    'counselling',
    'immigration',
    'adult-third-party',
    'adoption',
    'allegation',
    'court',
  ] as const)('nobody of work that is %s, whatever would open it, and nothing is kept of it', (dataClass) => {
    const works = [work('a'), work('b', { dataClass }), work('c', { agency: 'b', team: 'other' })];
    const { told: sides, withheld } = pairsOf(
      works,
      allowing(() => 'content'),
    );
    expect(sides.map(({ other }) => other.who.practitioner).sort()).toEqual(['a', 'c']);
    expect(withheld).toEqual([]);
  });

  it('nobody of what is held back', () => {
    const release: Release = { state: 'held', by: 'team-manager' as RoleCode, audience: ['a' as AgencyId] };
    expect(told([work('a'), work('b', { release })])).toEqual([]);
  });
});
