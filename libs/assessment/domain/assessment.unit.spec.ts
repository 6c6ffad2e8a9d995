import { ELEMENT_IDS, ELEMENTS } from '@tributary/catalogue';
import { fold, type Instant, type PlainDate, plusDays, Problem } from '@tributary/kernel';
import { assessmentDecider } from './assessment.decider';
import type { CommandKind, Hat, Wish } from './commands';
import {
  achterberg,
  after,
  agreeing,
  asking,
  begun,
  castellan,
  command,
  COUNCIL,
  farrow,
  HARBOUR,
  hat,
  HOSPITAL,
  inglis,
  okonjo,
  opening,
  planning,
  said,
  SCHOOL,
  sorrel,
  TODAY,
  writing,
} from './given.fixture';
import { mayNow } from './may';
import { answeredTo } from './reach';
import { mayDo } from './roles';
import { type AssessmentFact, isOpened, type Opened } from './state';

const stateOf = (past: readonly AssessmentFact[]): Opened => {
  const state = fold(assessmentDecider, past);
  if (!isOpened(state)) throw new Error('nothing was opened');
  return state;
};
const given = (...wishes: readonly (readonly [Hat, Wish])[]) => {
  const past = after(...wishes);
  return {
    when: (by: Hat, wish: Wish, at?: Instant) => {
      const decide = () => assessmentDecider.decide(command(by, wish, at), fold(assessmentDecider, past));
      const codeOf = () => {
        try {
          decide();
          return 'nothing refused it';
        } catch (error) {
          return error instanceof Problem ? error.code : error;
        }
      };
      return {
        then: (type: string, data: object = {}) =>
          expect(decide()).toEqual([expect.objectContaining({ type, data: expect.objectContaining(data) as object })]),
        thenNothingHappened: () => expect(decide()).toEqual([]),
        thenRefused: (code: string) => expect(codeOf()).toBe(code),
      };
    },
  };
};
const agreed = [
  [inglis, opening],
  [inglis, agreeing],
] as const;

describe('the form', () => {
  it('has nineteen elements: twelve of the child, three of parents and carers, four of family and environment', () => {
    const count = (domain: string) => ELEMENT_IDS.filter((id) => ELEMENTS[id] === domain).length;
    expect([ELEMENT_IDS.length, count('child'), count('parents'), count('family')]).toEqual([19, 12, 3, 4]);
  });
});

describe('an assessment', () => {
  it('is opened by somebody who then leads it', () => {
    given().when(okonjo, opening).then('assessment.assessment-opened', { by: 'p-okonjo', lead: okonjo });
  });
  it('is not opened a second time', () => {
    given([inglis, opening]).when(okonjo, opening).thenNothingHappened();
  });
  it('starts the clock of its review when the family agrees', () => {
    given([inglis, opening])
      .when(inglis, agreeing)
      .then('assessment.agreement-given', { reviewBy: '2026-04-13', agencies: [SCHOOL, HOSPITAL] });
  });
  it('leaves an agency out that the family leaves out, though it is named', () => {
    given([inglis, opening])
      .when(inglis, { ...agreeing, excluded: [HOSPITAL] })
      .then('assessment.agreement-given', { agencies: [SCHOOL], excluded: [HOSPITAL] });
  });
  it('keeps the clock running when the agreement is widened later', () => {
    const wider = { ...agreeing, agencies: [SCHOOL, HOSPITAL, HARBOUR], on: TODAY };
    const [fact] = assessmentDecider.decide(
      command(inglis, wider, '2026-03-20T10:00:00.000Z' as Instant),
      fold(assessmentDecider, after(...agreed)),
    );
    expect(fact?.data).toMatchObject({ reviewBy: '2026-04-13' });
  });
  it('asks all agencies at once, each about what it knows', () => {
    given(...agreed)
      .when(inglis, asking)
      .then('assessment.agencies-asked', {
        asks: [
          { agency: SCHOOL, elements: ['participation', 'progress'] },
          { agency: HOSPITAL, elements: ['general-health'] },
        ],
      });
  });
  it('asks nobody the same twice', () => {
    given(...begun)
      .when(inglis, asking)
      .thenNothingHappened();
  });
  it('holds what several wrote of one element side by side', () => {
    const state = stateOf(
      after(...begun, [okonjo, writing], [castellan, { ...writing, contribution: 'c-2', needs: 'Often ill' }]),
    );
    expect(state.contributions.map(({ id, by }) => [id, by.practitioner])).toEqual([
      ['c-1', 'p-okonjo'],
      ['c-2', 'p-castellan'],
    ]);
  });
  it('keeps what an author wrote before', () => {
    const state = stateOf(
      after(...begun, [okonjo, writing], [okonjo, { ...writing, kind: 'replace', strengths: 'Comes most days' }]),
    );
    expect(state.contributions).toHaveLength(1);
    expect(state.contributions[0]).toMatchObject({
      strengths: 'Comes most days',
      earlier: [{ strengths: 'Comes every day' }],
    });
  });
  it('keeps element and voice of what is put in the place of another', () => {
    given(...begun, [okonjo, writing])
      .when(okonjo, { ...writing, kind: 'replace', element: 'behaviour', voice: 'child', strengths: 'Else' })
      .then('assessment.contribution-made', { element: 'participation', voice: 'practitioner', strengths: 'Else' });
  });
  it('is not changed by the same words again', () => {
    given(...begun, [okonjo, writing])
      .when(okonjo, { ...writing, kind: 'replace' })
      .thenNothingHappened();
  });
  it('is looked at again 42 days after a review, or on the day that was agreed', () => {
    const review: Wish = { kind: 'review', on: TODAY, progress: 'Sleeps better' };
    given(...agreed)
      .when(inglis, review)
      .then('assessment.review-held', { reviewBy: '2026-04-13' });
    given(...agreed)
      .when(inglis, { ...review, reviewBy: '2026-05-01' as PlainDate })
      .then('assessment.review-held', { reviewBy: '2026-05-01' });
  });
  it('has one lead at any time: whoever handed over leads no more', () => {
    const handing: Wish = { kind: 'hand-over', to: okonjo, reason: 'Knows the family best' };
    given(...begun)
      .when(inglis, handing)
      .then('assessment.lead-changed', { to: okonjo });
    given(...begun, [inglis, handing])
      .when(inglis, planning)
      .thenRefused('assessment-not-lead');
  });
  it('goes to another lead through a coordinator, where its lead has left', () => {
    given([okonjo, opening])
      .when(farrow, { kind: 'hand-over', to: inglis, reason: 'She has left the school' })
      .then('assessment.lead-changed', { to: inglis });
  });
  it('ends with a reason, and its clock with it', () => {
    const closing: Wish = { kind: 'close', outcome: 'needs-met', on: TODAY };
    given(...begun)
      .when(inglis, closing)
      .then('assessment.assessment-closed', { outcome: 'needs-met' });
    expect(stateOf(after(...begun, [inglis, closing])).reviewBy).toBeNull();
    given(...begun, [inglis, closing])
      .when(inglis, closing)
      .thenNothingHappened();
  });
});

describe('a family that', () => {
  it('has not been asked stops every question and every word', () => {
    given([inglis, opening]).when(inglis, asking).thenRefused('assessment-no-agreement');
    given([inglis, opening]).when(inglis, writing).thenRefused('assessment-no-agreement');
    given([inglis, opening]).when(inglis, planning).thenRefused('assessment-no-agreement');
  });
  it('declines is heard, and nothing is written', () => {
    given([inglis, opening])
      .when(inglis, { kind: 'refuse-agreement', ...said })
      .then('assessment.agreement-refused');
    given([inglis, opening], [inglis, { kind: 'refuse-agreement', ...said }])
      .when(inglis, writing)
      .thenRefused('assessment-no-agreement');
  });
  it('ends its agreement stops contributions and the clock, whoever of the team it told', () => {
    const ending: Wish = { kind: 'withdraw-agreement', ...said };
    given(...begun)
      .when(castellan, ending)
      .then('assessment.agreement-withdrawn');
    given(...begun, [castellan, ending])
      .when(okonjo, writing)
      .thenRefused('assessment-no-agreement');
    expect(stateOf(after(...begun, [castellan, ending])).reviewBy).toBeNull();
  });
  it('declines after it agreed has ended its agreement', () => {
    given(...begun)
      .when(inglis, { kind: 'refuse-agreement', ...said })
      .then('assessment.agreement-withdrawn');
  });
  it('may agree again', () => {
    given([inglis, opening], [inglis, { kind: 'refuse-agreement', ...said }])
      .when(inglis, agreeing)
      .then('assessment.agreement-given');
  });
  it('does not agree to an agency keeps it out', () => {
    given(...agreed)
      .when(inglis, { kind: 'ask', asks: [{ agency: HARBOUR, elements: ['community'] }] })
      .thenRefused('assessment-agency-not-agreed');
    given(...begun)
      .when(achterberg, writing)
      .thenRefused('assessment-not-asked');
    given(...begun)
      .when(inglis, { ...planning, owner: achterberg })
      .thenRefused('assessment-person-wrong');
    given(...begun)
      .when(inglis, { kind: 'hand-over', to: achterberg, reason: 'They know her' })
      .thenRefused('assessment-agency-not-agreed');
  });
});

describe('somebody who', () => {
  it.each([
    ['a feed manager', 'feed-manager'],
    ['an auditor', 'auditor'],
    ['an operator', 'operator'],
    ['a role nobody has heard of', 'wizard'],
    ['a role that is part of every object', 'constructor'],
  ])('is %s does nothing at all', (_who, role) => {
    const kinds: readonly CommandKind[] = [
      ...(['open', 'give-agreement', 'refuse-agreement', 'withdraw-agreement', 'ask', 'contribute'] as const),
      ...(['replace', 'plan', 'end-action', 'review', 'hand-over', 'close'] as const),
    ];
    expect(kinds.filter((kind) => mayDo(kind, hat('p', role, COUNCIL).role))).toEqual([]);
    given()
      .when(hat('p-inglis', role, COUNCIL), opening)
      .thenRefused('assessment-role-refused');
    given(...begun)
      .when(hat('p-inglis', role, COUNCIL), writing)
      .thenRefused('assessment-role-refused');
  });
  it('does not lead it leads nothing, not even a colleague of the lead', () => {
    const wishes: readonly Wish[] = [
      { ...agreeing, on: '2026-03-01' },
      asking,
      planning,
      { kind: 'review', on: TODAY, progress: 'x' },
      { kind: 'close', outcome: 'needs-met', on: TODAY },
    ];
    for (const wish of wishes) {
      given(...begun)
        .when(farrow, wish)
        .thenRefused('assessment-not-lead');
      given(...begun)
        .when(okonjo, wish)
        .thenRefused('assessment-not-lead');
    }
    given(...begun)
      .when(okonjo, { kind: 'hand-over', to: okonjo, reason: 'I want it' })
      .thenRefused('assessment-not-lead');
  });
  it('leads in another role does not lead in this one', () => {
    given(...begun)
      .when({ ...inglis, role: okonjo.role }, planning)
      .thenRefused('assessment-not-lead');
  });
  it('did not write it changes nothing of it, not even in the same agency or as lead', () => {
    for (const other of [sorrel, castellan, inglis]) {
      given(...begun, [okonjo, writing])
        .when(other, { ...writing, kind: 'replace', strengths: 'Mine now' })
        .thenRefused('assessment-not-author');
      given(...begun, [okonjo, writing])
        .when(other, { ...writing, strengths: 'Mine now' })
        .thenRefused('assessment-not-author');
    }
  });
  it('changes what is not there is told so', () => {
    given(...begun)
      .when(okonjo, { ...writing, kind: 'replace' })
      .thenRefused('assessment-contribution-unknown');
    given(...begun)
      .when(okonjo, { kind: 'end-action', action: 'none', outcome: 'done', on: TODAY })
      .thenRefused('assessment-action-unknown');
  });
  it('writes nothing has contributed nothing', () => {
    given(...begun)
      .when(okonjo, { ...writing, strengths: '' })
      .thenRefused('assessment-words-missing');
  });
  it('owns an action may end it, and nobody else but the lead', () => {
    const ending: Wish = { kind: 'end-action', action: 'a-1', outcome: 'done', on: TODAY };
    given(...begun, [inglis, planning])
      .when(okonjo, ending)
      .then('assessment.action-ended');
    given(...begun, [inglis, planning])
      .when(inglis, ending)
      .then('assessment.action-ended');
    given(...begun, [inglis, planning])
      .when(castellan, ending)
      .thenRefused('assessment-not-lead');
  });
  it('comes after it was closed adds nothing', () => {
    given(...begun, [inglis, { kind: 'close', outcome: 'moved-away', on: TODAY }])
      .when(okonjo, writing)
      .thenRefused('assessment-closed');
  });
  it('looks for one that was never opened finds none', () => {
    given().when(okonjo, writing).thenRefused('assessment-none');
  });
});

describe('a day', () => {
  const TOMORROW = plusDays(TODAY, 1);
  it('that has not come is no day on which anything was said, ended, reviewed or closed', () => {
    given([inglis, opening])
      .when(inglis, { ...agreeing, on: TOMORROW })
      .thenRefused('assessment-day-wrong');
    given(...begun)
      .when(inglis, { kind: 'review', on: TOMORROW, progress: 'x' })
      .thenRefused('assessment-day-wrong');
    given(...begun)
      .when(inglis, { kind: 'close', outcome: 'needs-met', on: TOMORROW })
      .thenRefused('assessment-day-wrong');
  });
  it('that has passed is no day by which anything is done', () => {
    given(...begun)
      .when(inglis, { ...planning, due: plusDays(TODAY, -1) })
      .thenRefused('assessment-day-wrong');
    given(...begun)
      .when(inglis, { kind: 'review', on: TODAY, progress: 'x', reviewBy: TODAY })
      .thenRefused('assessment-day-wrong');
  });
});

describe('what authors open by writing', () => {
  const health = { ...writing, contribution: 'c-2', element: 'general-health' } as const;
  const past = [
    ...begun,
    [okonjo, writing],
    [castellan, { ...health, dataClass: 'mental-health' }],
    [castellan, { ...health, contribution: 'c-3', dataClass: 'universal-health' }],
  ] as const;
  const state = stateOf(after(...past));

  it('is open to the team, save what is of a kind that not everybody reads', () => {
    expect([...answeredTo(state, okonjo)].sort()).toEqual([
      'ash-lane-primary family-help',
      'wexbourne-council family-help',
      'wexbourne-hospital universal-health',
    ]);
  });
  it('is open to an agency’s own people, of whatever kind', () => {
    expect(answeredTo(state, castellan)).toContain('wexbourne-hospital mental-health');
  });
  it('is open to nobody whom the family did not agree to', () => {
    expect([...answeredTo(state, achterberg)]).toEqual([]);
  });
  it('is shut to other agencies when the family ends its agreement', () => {
    const ended = stateOf(after(...past, [inglis, { kind: 'withdraw-agreement', ...said }]));
    expect([...answeredTo(ended, okonjo)]).toEqual(['ash-lane-primary family-help']);
    expect([...answeredTo(ended, inglis)]).toEqual(['wexbourne-council family-help']);
  });
});

describe('what is offered', () => {
  it.each([
    ['the lead', inglis],
    ['a member of the team', okonjo],
    ['a coordinator', farrow],
    ['a stranger', achterberg],
  ])('to %s is what is not refused them', (_who, who) => {
    const past = after(...begun, [inglis, planning]);
    const wishes: Readonly<Record<CommandKind, Wish | undefined>> = {
      open: undefined,
      'give-agreement': agreeing,
      // Of a family that has agreed it is the same as to end the agreement, and that is offered.
      'refuse-agreement': undefined,
      'withdraw-agreement': { kind: 'withdraw-agreement', ...said },
      ask: asking,
      contribute: writing,
      replace: undefined,
      plan: { ...planning, action: 'a-2' },
      'end-action': { kind: 'end-action', action: 'a-1', outcome: 'done', on: TODAY },
      review: { kind: 'review', on: TODAY, progress: 'x' },
      'hand-over': { kind: 'hand-over', to: okonjo, reason: 'x' },
      close: { kind: 'close', outcome: 'needs-met', on: TODAY },
    };
    const offered = mayNow(stateOf(past), who);
    for (const [kind, wish] of Object.entries(wishes)) {
      if (!wish) continue;
      const isRefused = (() => {
        try {
          assessmentDecider.decide(command(who, wish), fold(assessmentDecider, past));
          return false;
        } catch {
          return true;
        }
      })();
      expect(`${kind}: ${offered.includes(kind as CommandKind)}`).toBe(`${kind}: ${!isRefused}`);
    }
  });
});
