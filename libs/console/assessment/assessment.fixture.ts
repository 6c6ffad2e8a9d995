import type { AssessmentAnswer, AssessmentPage, ListLine, Wish, Who } from '@tributary/assessment';
import { DOMAINS, ELEMENT_IDS, ELEMENTS } from '@tributary/catalogue';
import {
  type AgencyId,
  type Instant,
  type PlainDate,
  type PractitionerId,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import type { ConsoleOptions } from '../ports';

const AT = '2026-03-02T10:00:00.000Z' as Instant;
const who = (practitioner: string, role: string, agency: string, name: string, agencyName: string): Who => ({
  ...{ practitioner: practitioner as PractitionerId, role: role as RoleCode, agency: agency as AgencyId },
  ...{ name, agencyName },
});
export const marlow = who(
  'p-marlow',
  'social-worker',
  'wexbourne-council',
  'Imogen Marlow',
  'Wexbourne children’s services',
);
const okonjo = who('p-okonjo', 'designated-safeguarding-lead', 'ash-lane', 'Adaeze Okonjo', 'Ash Lane Primary School');
export const MINE = '0190a000-0000-7000-8000-0000000000e1';
export const ACTION = '0190a000-0000-7000-8000-0000000000e3';

const contribution = { element: 'participation', voice: 'practitioner', forFamily: true } as const;
const written = [
  {
    ...contribution,
    id: MINE,
    by: marlow,
    at: AT,
    strengths: 'Comes every day',
    dataClass: 'family-help',
    earlier: [],
  },
  {
    ...{
      ...contribution,
      id: '0190a000-0000-7000-8000-0000000000e2',
      by: okonjo,
      at: AT,
      needs: 'Falls asleep in class',
    },
    ...{ dataClass: 'education', voice: 'child', earlier: [{ by: okonjo, at: AT, needs: 'Tired' }] },
  },
] as unknown as AssessmentAnswer['domains'][number]['elements'][number]['contributions'];

const enrolled = {
  ...{ type: 'education.pupil-enrolled', title: 'Pupil enrolled', agencyName: 'Ash Lane Primary School' },
  ...{ occurred: { on: '2025-09-02' as PlainDate }, recordedAt: null, knownFrom: AT, agency: 'ash-lane' as AgencyId },
  data: { startDate: '2025-09-02' },
};

/** An assessment that the reader leads, to which the family agrees. */
export const assessment: AssessmentAnswer = {
  ...{ id: '0190a000-0000-7000-8000-0000000000e0', status: 'agreed', openedAt: AT, lead: marlow },
  reason: 'Tired and withdrawn since the autumn',
  agreement: {
    ...{ answer: 'given', saidBy: 'parent', form: 'written', on: '2026-03-02' as PlainDate, by: marlow, at: AT },
    ...{ agencies: ['ash-lane' as AgencyId], excluded: [] },
  },
  asked: [
    {
      ...{ agency: 'ash-lane' as AgencyId, agencyName: 'Ash Lane Primary School', elements: ['participation'] },
      ...{ by: marlow, at: AT, hasAnswered: true },
    },
  ],
  domains: DOMAINS.map((domain) => ({
    domain,
    elements: ELEMENT_IDS.filter((element) => ELEMENTS[element] === domain).map((element) => ({
      element,
      askedOf: element === 'participation' ? ['ash-lane' as AgencyId] : [],
      contributions: element === 'participation' ? written : [],
      known: element === 'participation' ? [enrolled] : [],
    })),
  })),
  actions: [
    {
      ...{ id: ACTION, outcome: 'Sleeps at night', what: 'Talk through bedtime with the family', owner: marlow },
      ...{ due: '2026-03-09' as PlainDate, by: marlow, at: AT, ended: null, isOver: false, isOverdue: true },
    },
  ],
  reviews: [
    {
      ...{ on: '2026-03-02' as PlainDate, reviewBy: '2026-04-13' as PlainDate, progress: 'Sleeps better' },
      ...{ childView: 'I like the club', by: marlow, at: AT },
    },
  ],
  review: { by: '2026-04-13', isOverdue: true, fellDueAt: null },
  closed: null,
  withheld: [
    { agency: 'ash-lane' as AgencyId, agencyName: 'Ash Lane Primary School', dataClass: null, reason: 'Ask them.' },
  ],
  may: [
    ...([
      'give-agreement',
      'ask',
      'plan',
      'review',
      'withdraw-agreement',
      'hand-over',
      'contribute',
      'replace',
    ] as const),
    ...(['end-action', 'close', 'refuse-agreement'] as const),
  ],
};
const line: ListLine = {
  child: 'abc123',
  names: ['Wren Otter'],
  isLead: true,
  reviewBy: '2026-04-13',
  isOverdue: true,
};

/** Assessments as the service that holds them would answer. */
export class AssessmentDesk {
  assessment: AssessmentAnswer | null = assessment;
  others: AssessmentPage['others'] = [];
  lines: readonly ListLine[] = [line];
  readonly opened: string[] = [];
  readonly changes: Wish[] = [];
  refuses: Problem | undefined;

  options(): Pick<ConsoleOptions, 'assessments'> {
    const known = (ref: string): void => {
      if (ref !== 'abc123') throw new Problem('child-unknown', 404, 'No child with that reference', 'Check it');
    };
    return {
      assessments: {
        look: async ({ ref }) => {
          known(ref);
          const { assessment: one, others } = this;
          const protection = 'Protecting a child waits for no agreement.';
          return { child: ref, asOf: AT, names: ['Wren Otter'], assessment: one, others, protection };
        },
        open: async ({ ref }, reason) => {
          known(ref);
          this.opened.push(reason);
          return { id: assessment.id, opened: true, lead: marlow, position: '1.2.3' };
        },
        change: async ({ ref }, wish) => {
          known(ref);
          if (this.refuses) throw this.refuses;
          this.changes.push(wish);
          return { position: '1.2.3' };
        },
        mine: async () => this.lines,
      },
    };
  }
}
