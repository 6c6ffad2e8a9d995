import type { AgencyId, PlainDate, PractitionerId, RoleCode } from '@tributary/kernel';
import { assertNever } from '@tributary/kernel';
import type { Hat } from './commands';
import type { Agreement, AssessmentFact, AssessmentState, Contribution, FactOf, Opened, Version } from './state';

/** The state after a fact. Facts before the opening, which an erasure can leave behind, are passed over. */
export function evolve(state: AssessmentState, fact: AssessmentFact): AssessmentState {
  if (fact.type === 'assessment.assessment-opened') return opened(fact);
  if (state.status === 'unopened') return state;
  switch (fact.type) {
    case 'assessment.agreement-given':
      return { ...heard(state, agreementOf(fact, 'given')), reviewBy: fact.data.reviewBy as PlainDate };
    case 'assessment.agreement-refused':
      return { ...heard(state, agreementOf(fact, 'refused')), reviewBy: null };
    case 'assessment.agreement-withdrawn':
      return { ...heard(state, agreementOf(fact, 'withdrawn')), reviewBy: null };
    case 'assessment.agencies-asked': {
      const asks = fact.data.asks.map((ask) => ({ ...doneIn(fact), ...ask, agency: ask.agency as AgencyId }));
      return { ...state, asks: [...state.asks, ...asks] };
    }
    case 'assessment.contribution-made':
      return { ...state, contributions: contributed(state.contributions, fact) };
    case 'assessment.action-planned': {
      const { action: id, outcome, what, owner, due } = fact.data;
      const planned = { ...doneIn(fact), id, outcome, what, owner: owner as Hat, due: due as PlainDate };
      return { ...state, actions: [...state.actions, planned] };
    }
    case 'assessment.action-ended':
      return { ...state, actions: state.actions.map((one) => (one.id === fact.data.action ? ended(one, fact) : one)) };
    case 'assessment.review-held': {
      const { on, reviewBy, progress, ...views } = voicesOf(fact);
      const review = { ...doneIn(fact), on, reviewBy, progress, ...views };
      return { ...state, reviews: [...state.reviews, review], reviewBy };
    }
    case 'assessment.lead-changed':
      return { ...state, lead: fact.data.to as Hat };
    case 'assessment.assessment-closed': {
      const { outcome, on, note } = fact.data;
      const closed = { ...doneIn(fact), outcome, on: on as PlainDate, ...(note ? { note } : {}) };
      return { ...state, status: 'closed', closed, reviewBy: null };
    }
    default:
      return assertNever(fact);
  }
}

function opened(fact: FactOf<'assessment.assessment-opened'>): Opened {
  const { lead, reason, record } = fact.data;
  return {
    status: 'open',
    opened: { ...doneIn(fact), reason, record },
    lead: lead as Hat,
    ...{ agreements: [], asks: [], contributions: [], actions: [], reviews: [], reviewBy: null, closed: null },
  };
}

const heard = (state: Opened, agreement: Agreement): Opened => ({
  ...state,
  agreements: [...state.agreements, agreement],
});

function agreementOf(
  fact: FactOf<'assessment.agreement-given' | 'assessment.agreement-refused' | 'assessment.agreement-withdrawn'>,
  answer: Agreement['answer'],
): Agreement {
  const { saidBy, form, on } = fact.data;
  const named = fact.type === 'assessment.agreement-given' ? fact.data : { agencies: [], excluded: [] };
  return {
    ...{ ...doneIn(fact), answer, saidBy, form, on: on as PlainDate },
    ...{ agencies: named.agencies as AgencyId[], excluded: named.excluded as AgencyId[] },
  };
}

/** What was there before goes behind what takes its place, in the place it stood. */
function contributed(all: readonly Contribution[], fact: FactOf<'assessment.contribution-made'>): Contribution[] {
  const { contribution: id, element, voice, forFamily } = fact.data;
  const version: Version = { ...doneIn(fact), ...wordsIn(fact.data), forFamily, dataClass: fact.dataClass };
  const before = all.find((one) => one.id === id);
  if (!before) return [...all, { ...version, id, element, voice, earlier: [] }];
  const after = { ...version, id, element, voice, earlier: [...before.earlier, versionOf(before)] };
  return all.map((one) => (one.id === id ? after : one));
}

const versionOf = ({ by, at, forFamily, dataClass, ...rest }: Contribution): Version => ({
  ...{ by, at, forFamily, dataClass },
  ...wordsIn(rest),
});

/** What is missing is left out: an undefined word is none. */
export const wordsIn = ({ strengths, needs }: Readonly<{ strengths?: string; needs?: string }>) => ({
  ...(strengths ? { strengths } : {}),
  ...(needs ? { needs } : {}),
});

function ended(action: Opened['actions'][number], fact: FactOf<'assessment.action-ended'>): Opened['actions'][number] {
  const { outcome, on, note } = fact.data;
  return { ...action, ended: { ...doneIn(fact), outcome, on: on as PlainDate, ...(note ? { note } : {}) } };
}

function voicesOf({ data }: FactOf<'assessment.review-held'>) {
  const { on, reviewBy, progress, childView, parentView } = data;
  return {
    ...{ on: on as PlainDate, reviewBy: reviewBy as PlainDate, progress },
    ...(childView ? { childView } : {}),
    ...(parentView ? { parentView } : {}),
  };
}

const doneIn = ({ data, at }: AssessmentFact) => ({
  at,
  by: {
    practitioner: data.by as PractitionerId,
    role: data.role as RoleCode,
    agency: data.agency as AgencyId,
  },
});
