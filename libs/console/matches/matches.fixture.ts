import type { MatchShown, MatchVerdict } from '@tributary/identity';
import { type PlainDate, type PractitionerId, Problem, type RecordId } from '@tributary/kernel';
import { STANDING_WEIGHTS } from '@tributary/matching';
import type { ConsoleOptions } from '../ports';

export const PAIR = '0190a000-0000-4000-8000-0000000000f1';
export const OTHER_PAIR = '0190a000-0000-4000-8000-0000000000f2';
export const SEEN = `${'ab'.repeat(16)}-0`;

/** One pair, as a spec of the pages has it. */
export const pair: MatchShown = {
  ...{
    id: PAIR,
    state: 'waiting',
    mayDecide: true,
    reason: 'not-certain',
    probability: 0.976,
    weights: STANDING_WEIGHTS.version,
  },
  evidence: [
    { field: 'given-name', outcome: 'variant', weight: 5.2 },
    { field: 'family-name', outcome: 'same', weight: 8.1 },
    { field: 'birth-date', outcome: 'digit', weight: 4 },
  ],
  ...{ proposedAt: '2026-03-01T10:00:00.000Z', ageDays: 9, asleepUntil: null, seen: SEEN },
  agencies: { record: 'ash-lane', child: ['wexbourne-council', 'sealed-health'] },
  children: { from: 'abc', to: 'def' },
  ...{ placeSealed: true, grave: false, opinions: [] },
  sides: {
    record: { recordId: 'r1' as RecordId, agency: 'ash-lane', sector: 'education' },
    ...{ alongside: ['restricted'], more: 1, weights: STANDING_WEIGHTS.version },
    beside: [
      {
        ...{ recordId: 'r2' as RecordId, agency: 'wexbourne-council', sector: 'social-care' },
        ...{ weight: 12.3, probability: 0.976 },
        numbers: {
          one: [
            {
              ...{ kind: 'upn', number: 'B801200005001', standing: 'former', status: null, invalid: false },
              ...{ from: null, until: '2025-08-31' as PlainDate, supersededBy: 'R674123101121' },
            },
          ],
          other: [
            {
              ...{ kind: 'nhs-number', number: '9990000018', standing: 'current', status: 'verified', invalid: false },
              ...{ from: '2015-06-14' as PlainDate, until: null, supersededBy: null },
            },
          ],
        },
        fields: [
          { field: 'given-name', one: 'Wren', other: 'Wrenna', outcome: 'variant', weight: 5.2 },
          { field: 'birth-date', one: '2015-06-14', other: '2015-06-15', outcome: 'digit', weight: 4 },
          {
            field: 'postcode',
            one: null,
            other: null,
            outcome: 'different',
            weight: -3.1,
            withheld: 'protected-place',
          },
          { field: 'upn', one: 'B801200005001', other: null, outcome: null, weight: null },
        ],
      },
    ],
  },
  follows: {
    agencies: { moving: ['ash-lane'], comeTogether: ['wexbourne-council'], part: [] },
    ...{ events: 12, alerts: { move: 2, merge: 1 }, assessments: { move: true, merge: false }, restricted: false },
    cohorts: { openToMoving: ['protection-plan'], openToOthers: [] },
  },
  followsFromMerge: null,
};

/** The same, of a record whose child has another one. */
export const ofTwo: MatchShown = { ...pair, followsFromMerge: { ...pair.follows, events: 30 } };

export const differing: MatchShown = {
  ...{ ...pair, id: OTHER_PAIR, state: 'senior', mayDecide: false, grave: true },
  opinions: [
    { by: 'p-marlow' as PractitionerId, opinion: 'link', reason: 'The school says so', at: '2026-03-09T10:00:00.000Z' },
    { by: 'p-x' as PractitionerId, opinion: 'different', reason: 'A cousin', at: '2026-03-09T11:00:00.000Z' },
  ],
};

/** Pairs and decisions, as the service that makes them would answer. */
export class Pairs {
  all: readonly MatchShown[] = [];
  next: string | null = null;
  refuses: Problem | undefined;
  readonly decided: (readonly [string, MatchVerdict])[] = [];

  options(): Pick<ConsoleOptions, 'matches'> {
    const theirs = (id: string): MatchShown => {
      const one = this.all.find((each) => each.id === id);
      if (!one) throw new Problem('match-unknown', 404, 'No pair of that id waits', 'Look again');
      return one;
    };
    return {
      matches: {
        anyWaiting: async () => this.all.some(({ mayDecide }) => mayDecide),
        waiting: async () => ({ matches: this.all, next: this.next }),
        one: async (_viewer, id) => theirs(id),
        decide: async (_viewer, id, verdict) => {
          theirs(id);
          if (this.refuses) throw this.refuses;
          this.decided.push([id, verdict]);
          const outcome = verdict.decision === 'later' ? 'sleep' : verdict.decision;
          return { id, outcome, position: '1.2.3' };
        },
      },
    };
  }
}

export const decidedBefore = new Problem('match-decided', 409, 'Somebody has decided this already', 'Speak with them', {
  ...{ by: 'p-marlow', role: 'data-steward', at: '2026-03-10T10:00:00.000Z', outcome: 'link' },
});
