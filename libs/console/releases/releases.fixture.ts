import type { HeldInFull, ReleaseDecision, ToldHeld } from '@tributary/chronology';
import { type EventId, type Instant, Problem } from '@tributary/kernel';
import type { ConsoleOptions } from '../ports';

export const HELD = '0190a000-0000-7000-8000-0000000000e1' as EventId;
const at = '2026-03-09T15:00:00.000Z' as Instant;

/** One thing held back, as a spec of the pages has it. */
export const held: ToldHeld = {
  ...{ event: HELD, agency: 'wexbourne-council' as never, role: 'team-manager' as never, state: 'waiting' },
  ...{ waitsFrom: at, dueBy: '2026-03-10T23:59:59.999Z' as Instant, overdue: true, audience: [], kept: null },
  ...{ mayDecide: true, asked: [] },
  about: { child: 'abc123', title: 'Section 47 enquiry started', occurred: { on: '2026-03-09' as never } },
};
const kept = {
  reason: 'The police have not spoken\nwith the father',
  lookAgain: '2026-03-16' as never,
  by: 'p-marlow',
};
export const everyKind: readonly ToldHeld[] = [
  held,
  { ...held, event: 'e2' as EventId, mayDecide: false, about: null },
  { ...held, event: 'e3' as EventId, state: 'kept', overdue: false, kept },
  { ...held, event: 'e4' as EventId, state: 'released', dueBy: null, overdue: false, audience: ['ash-lane' as never] },
  { ...held, event: 'e5' as EventId, state: 'history', dueBy: null, overdue: false },
];

const entry = {
  ...{ type: 'social-care.section-47-started', agency: 'wexbourne-council', title: 'Section 47 enquiry started' },
  data: { startDate: '2026-03-09', enquiry: 'S47-1', conferenceNeeded: true },
} as never;

/** Decisions on what is held back, as the service that makes them would answer. */
export class HeldBack {
  all: readonly ToldHeld[] = [];
  readonly decided: ReleaseDecision[] = [];
  suggested: HeldInFull['suggested'] = [
    { agency: 'ash-lane' as never, roles: ['designated-safeguarding-lead' as never] },
    { agency: 'virtual-school' as never, roles: [] },
  ];

  releases(): ConsoleOptions['grants']['releases'] {
    const theirs = (id: string): ToldHeld => {
      const one = this.all.find(({ event, mayDecide }) => event === id && mayDecide);
      if (!one) throw new Problem('release-unknown', 404, 'Nothing of that id', 'Look again');
      return one;
    };
    return {
      all: async () => this.all,
      tally: async () => {
        const waiting = this.all.filter(({ state }) => state === 'waiting');
        return { waiting: waiting.length, overdue: waiting.filter(({ overdue }) => overdue).length };
      },
      one: async (_viewer, id) => ({
        ...{ held: theirs(id), entry, suggested: this.suggested, lastDay: '2026-03-30' as never },
      }),
      decide: async (_viewer, id, decision) => {
        theirs(id);
        this.decided.push(decision);
        return {};
      },
    };
  }
}
