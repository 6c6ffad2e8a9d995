import { type RecordShown, recordUnknown, type Unlinking } from '@tributary/identity';
import type { PractitionerId, Problem, RecordId } from '@tributary/kernel';
import type { ConsoleOptions } from '../ports';
import { pair, SEEN } from './matches.fixture';

export const RECORD = '0190a000-0000-4000-8000-0000000000e1' as RecordId;
const OTHER = '0190a000-0000-4000-8000-0000000000e2' as RecordId;
/** What an agency calls the child. */
export const REFERENCE = 'ab'.repeat(16);

/** A school's record that a steward linked to a child of the council, as a spec of the pages has it. */
export const ofChild: RecordShown = {
  ...{ record: RECORD, agency: 'ash-lane', child: REFERENCE, alongside: ['wexbourne-council'], seen: SEEN },
  ...{
    sides: { ...pair.sides, more: 0 },
    state: 'waiting',
    mayDecide: true,
    grave: true,
    placeSealed: true,
    opinions: [],
  },
  links: [
    {
      ...{
        recordId: OTHER,
        agency: 'wexbourne-council',
        method: 'first',
        at: '2026-01-05T10:00:00.000Z',
        evidence: [],
      },
      ...{ by: null, role: null, reason: null, weights: null, probability: null },
    },
    {
      ...{ recordId: RECORD, agency: 'ash-lane', method: 'by-hand', at: '2026-03-01T10:00:00.000Z' },
      ...{ by: 'p-marlow', role: 'data-steward', reason: 'The school read it back', weights: 'standing-2' },
      ...{ probability: 0.976, evidence: pair.evidence },
    },
  ],
  follows: { ...pair.follows, agencies: { moving: ['ash-lane'], comeTogether: [], part: ['wexbourne-council'] } },
};

/** One steward wants it out, and another has not said. */
export const wantedOut: RecordShown = {
  ...{ ...ofChild, state: 'second-opinion' },
  opinions: [
    { by: 'p-marlow' as PractitionerId, opinion: 'different', reason: 'A cousin', at: '2026-03-09T10:00:00.000Z' },
  ],
};

/** Records and what is decided of them, as the service would answer. */
export class Records {
  shown: RecordShown | undefined;
  refuses: Problem | undefined;
  readonly decided: Unlinking[] = [];

  options(): Pick<ConsoleOptions, 'recordMoves'> {
    const theirs = (id: string): RecordShown => {
      if (this.shown && id === RECORD) return this.shown;
      throw recordUnknown();
    };
    const line = {
      record: RECORD,
      agency: 'ash-lane',
      state: 'second-opinion',
      since: '2026-03-09T10:00:00.000Z',
    } as const;
    const waiting = () => (this.shown?.opinions.length ? [{ ...line, mayDecide: true }] : []);
    return {
      recordMoves: {
        anyWaiting: async () => waiting().length > 0,
        waiting: async () => waiting(),
        find: async (_viewer, { child }) => ({ record: theirs(child === REFERENCE ? RECORD : child).record }),
        look: async (_viewer, id) => theirs(id),
        unlink: async (_viewer, id, unlinking) => {
          const { child } = theirs(id);
          if (this.refuses) throw this.refuses;
          this.decided.push(unlinking);
          return { record: RECORD, outcome: this.shown?.grave ? 'opinion' : 'unlink', child, position: '1.2.3' };
        },
      },
    };
  }
}
