import type { SealedPair } from '@tributary/identity';
import { type Instant, Problem, type RecordId } from '@tributary/kernel';
import type { ConsoleOptions } from '../ports';

export const SEALED_PAIR = '0190a000-0000-7000-8000-0000000000f7';
const QUIET_PAIR = '0190a000-0000-7000-8000-0000000000f8';
/** What the agency calls the child as they were. */
export const AS_THEY_WERE = 'cd'.repeat(16);

const joining = (why: string) => ({
  ...{ at: '2026-03-10T10:00:00.000Z' as Instant, agency: 'ash-lane', why },
  record: '0190a000-0000-4000-8000-0000000000f9' as RecordId,
});

/** A pair that a school’s records would have joined, as a spec of the pages has it, and one that nothing would have. */
export const sealedPairs: readonly SealedPair[] = [
  {
    id: SEALED_PAIR,
    openedAt: '2026-03-02T09:30:00.000Z' as Instant,
    joinings: [joining('says-both'), joining('not-certain')],
  },
  { id: QUIET_PAIR, openedAt: '2026-02-02T09:30:00.000Z' as Instant, joinings: [] },
];

type Sealing = Parameters<ConsoleOptions['sealed']['open']>[1];

/** Pairs as the service that keeps them would answer: each agency's own, and none of another's. */
export class Sealed {
  pairs: readonly SealedPair[] = [];
  refuses: Problem | undefined;
  /** Who asked, in which role. */
  readonly asked: string[] = [];
  readonly opened: Sealing[] = [];
  readonly ended: string[] = [];

  options(): Pick<ConsoleOptions, 'sealed'> {
    const theirs = ({ agency, role }: Parameters<ConsoleOptions['sealed']['list']>[0]): readonly SealedPair[] => {
      this.asked.push(role);
      return agency === 'wexbourne-council' ? this.pairs : [];
    };
    return {
      sealed: {
        list: async (viewer) => theirs(viewer),
        open: async (viewer, sealing) => {
          theirs(viewer);
          if (this.refuses) throw this.refuses;
          this.opened.push(sealing);
          return { id: SEALED_PAIR };
        },
        end: async (viewer, id, child) => {
          const isTheirs = theirs(viewer).some((one) => one.id === id);
          if (!isTheirs || child !== AS_THEY_WERE)
            throw new Problem('sealed-unknown', 404, 'No such pair', 'Look again');
          this.ended.push(id);
        },
      },
    };
  }
}
