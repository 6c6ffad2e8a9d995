import type {
  ActionAnswer,
  AssessmentAnswer,
  AssessmentPage,
  CommandKind,
  ContributionAnswer,
  ListLine,
} from '@tributary/assessment';
import { mayLead, REVIEW_DAYS, type Who } from '@tributary/assessment';
import { detailsOf, type Viewer } from '@tributary/chronology';
import { type DirectoryView, inSentence, type Labels } from '@tributary/directory';
import { londonDate } from '@tributary/kernel';
import { sentence, spoken } from '../page/words';
import { labelsBy } from '../page/labels';
import * as words from './labels';

/** Forms that the page leads to, in the order in which an assessment needs them. */
const STEPS: readonly (readonly [CommandKind, string, string])[] = [
  ['give-agreement', 'agreement', 'Record that the family agrees'],
  ['refuse-agreement', 'refusal', 'Record that the family declines'],
  ['ask', 'asks', 'Ask the agencies'],
  ['plan', 'action', 'Plan an action'],
  ['review', 'review', 'Record a review'],
  ['hand-over', 'lead', 'Hand over the lead'],
  ['withdraw-agreement', 'withdrawal', 'Record that the family ends its agreement'],
  ['close', 'close', 'Close it'],
];

/** Stated facts beside an element; what was before them stands in the chronology. */
const MOST_KNOWN = 5;

const nameOf = ({ name, role, agencyName }: Who): string => `${name}, ${spoken(role)}, ${agencyName}`;

/** In the words of the area whose agency leads; where none does yet, of the reader's. */
export const labelsOn = ({ assessment }: AssessmentPage, viewer: Viewer, view: DirectoryView): Labels =>
  labelsBy(view, assessment?.lead?.agency, viewer.agency);

/** An assessment as its page shows it. */
export function assessmentFacts(page: AssessmentPage, viewer: Viewer, view: DirectoryView): object {
  const { assessment: one } = page;
  return {
    ref: page.child,
    names: page.names,
    asOf: page.asOf,
    protection: page.protection,
    authority: view.authorityOf(viewer.agency) ?? null,
    others: page.others.map(({ lead, ...other }) => ({ ...other, lead: nameOf(lead) })),
    mayStart: mayLead(viewer.role),
    labels: labelsOn(page, viewer, view),
    one: one && shown(one, viewer, view),
  };
}

function shown(one: AssessmentAnswer, viewer: Viewer, view: DirectoryView): object {
  const may = new Set(one.may);
  return {
    ...{
      id: one.id,
      reason: one.reason,
      openedOn: londonDate(one.openedAt),
      review: one.review,
      isClosed: one.status === 'closed',
    },
    status: words.STATUS_WORDS[one.status],
    lead: one.lead && { text: nameOf(one.lead), phone: view.practitioner(one.lead.practitioner)?.phone ?? null },
    agreement: one.agreement && {
      words: agreementInWords(one.agreement),
      agencies: one.agreement.agencies.map((id) => view.agency(id)?.name ?? id),
      excluded: one.agreement.excluded.map((id) => view.agency(id)?.name ?? id),
    },
    asked: one.asked.map(({ agencyName, hasAnswered }) => ({ name: agencyName, hasAnswered })),
    domains: one.domains.map(({ domain, elements }) => ({
      title: words.DOMAIN_WORDS[domain],
      elements: elements.map(({ element, askedOf, contributions, known }) => ({
        ...{ id: element, title: words.ELEMENT_WORDS[element] },
        askedOf: askedOf.map((id) => view.agency(id)?.name ?? id).join(', '),
        isAsked: askedOf.includes(viewer.agency),
        contributions: contributions.map((each) => written(each, viewer, may)),
        known: known.slice(0, MOST_KNOWN).map((fact) => ({ ...fact, details: detailsOf(fact, view) })),
        more: Math.max(0, known.length - MOST_KNOWN),
      })),
    })),
    actions: one.actions.map((action) => planned(action, viewer, may)),
    reviews: one.reviews.map((review) => ({ ...review, by: nameOf(review.by) })),
    closed: one.closed && {
      ...one.closed,
      outcome: words.CLOSING_WORDS[one.closed.outcome],
      by: nameOf(one.closed.by),
    },
    withheld: one.withheld.map(({ agencyName, dataClass, reason }) => ({
      agency: agencyName,
      what: dataClass && spoken(dataClass),
      reason,
    })),
    mayAdd: may.has('contribute'),
    steps: STEPS.filter(([kind]) => may.has(kind)).map(([, form, text]) => ({ form, text })),
    reviewDays: REVIEW_DAYS,
  };
}

function agreementInWords({ answer, saidBy, form, on, by }: NonNullable<AssessmentAnswer['agreement']>) {
  const what = { given: 'Agreed', refused: 'Declined', withdrawn: 'Ended its agreement' }[answer];
  return {
    what: `${what}: ${words.SPEAKER_WORDS[saidBy] ?? saidBy}, ${words.FORM_WORDS[form] ?? form}`,
    on,
    by: nameOf(by),
  };
}

function written(one: ContributionAnswer, viewer: Viewer, may: ReadonlySet<CommandKind>): object {
  const isOwn = one.by.practitioner === viewer.practitioner && one.by.agency === viewer.agency;
  const voice = one.voice === 'practitioner' ? null : words.VOICE_WORDS[one.voice];
  return {
    ...{ id: one.id, strengths: one.strengths, needs: one.needs, at: one.at, by: nameOf(one.by), voice },
    ...{ isOwn: isOwn && may.has('replace'), forFamily: one.forFamily },
    earlier: one.earlier.map(({ at, strengths, needs }) => ({ at, strengths, needs })),
  };
}

function planned(one: ActionAnswer, viewer: Viewer, may: ReadonlySet<CommandKind>): object {
  const { owner, ended } = one;
  const isOwner =
    owner.practitioner === viewer.practitioner && owner.role === viewer.role && owner.agency === viewer.agency;
  return {
    ...{ id: one.id, outcome: one.outcome, what: one.what, due: one.due, owner: nameOf(owner) },
    state: one.isOver
      ? ((ended && words.ACTION_END_WORDS[ended.outcome]) ?? 'Ended')
      : one.isOverdue
        ? 'Overdue'
        : null,
    ended: ended && { on: ended.on, note: ended.note },
    mayEnd: !one.isOver && may.has('end-action') && (isOwner || may.has('plan')),
  };
}

/** What is printed for the family: what its authors put there, the plan, and who leads; nothing else. */
export function familyCopy({ assessment: one, names }: AssessmentPage, view: DirectoryView): object | undefined {
  if (!one?.lead || !one.agreement) return undefined;
  const phone = view.practitioner(one.lead.practitioner)?.phone;
  return {
    names,
    labels: labelsBy(view, one.lead.agency),
    lead: { text: nameOf(one.lead), phone },
    agreement: agreementInWords(one.agreement).what,
    agencies: one.agreement.agencies.map((id) => view.agency(id)?.name ?? id),
    reviewBy: one.review?.by ?? null,
    elements: one.domains.flatMap(({ elements }) =>
      elements.flatMap(({ element, contributions }) => {
        const own = contributions.filter(({ forFamily, dataClass }) => forFamily && dataClass === 'family-help');
        return own.length === 0
          ? []
          : [
              {
                title: words.ELEMENT_WORDS[element],
                contributions: own.map(({ by, voice, strengths, needs }) => ({
                  by: nameOf(by),
                  voice: voice === 'practitioner' ? null : words.VOICE_WORDS[voice],
                  strengths,
                  needs,
                })),
              },
            ];
      }),
    ),
    actions: one.actions.map(({ outcome, what, owner, due, isOver }) => ({
      outcome,
      what,
      owner: nameOf(owner),
      due,
      isOver,
    })),
  };
}

/** The list of those somebody leads, and those their agency was asked about. */
export const listRows = (lines: readonly ListLine[], { lead }: Labels): readonly object[] =>
  lines.map(({ child, names, isLead, reviewBy, isOverdue }) => ({
    href: `/children/${encodeURIComponent(child)}/assessment`,
    name: names[0] ?? 'A child of whom your agency has no record',
    part: isLead ? `You are the ${inSentence(lead)}` : 'Your agency was asked',
    reviewBy,
    isOverdue,
  }));

export const heading = ({ names }: AssessmentPage, { assessment }: Labels): string =>
  sentence(`${assessment}${names[0] ? `: ${names[0]}` : ''}`);
