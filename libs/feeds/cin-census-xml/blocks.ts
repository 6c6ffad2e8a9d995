import {
  ABUSE_CATEGORY,
  ASSESSMENT_FACTOR,
  type CodeList,
  type CodeOf,
  coded,
  type Coded,
  type Flag,
} from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact } from '../format';
import { neededDate, readDate } from '../shared/dates';
import { fact, flagged, maybe, type Stated } from '../shared/facts';
import type { XmlNode } from '../shared/xml-node';

/** Where a block stands: the path of its CINdetails, the return's name for it, and when that referral came. */
export type BlockContext = Readonly<{
  path: string;
  episode: string;
  referral: PlainDate;
  ordinal: (key: string) => string;
  conferences: Set<string>;
}>;

export const dateIn = (node: XmlNode, name: string): PlainDate | undefined => readDate(node.value(name) ?? '');
export const codeIn = <L extends CodeList>(node: XmlNode, name: string, list: L): Coded<CodeOf<L>> | undefined => {
  const own = node.value(name);
  return own === undefined ? undefined : (coded(list, own) as Coded<CodeOf<L>>);
};
export const codesIn = <L extends CodeList>(texts: readonly string[], list: L): Coded<CodeOf<L>>[] =>
  texts.map((text) => coded(list, text) as Coded<CodeOf<L>>);
export const yesNoIn = (node: XmlNode, name: string): boolean | undefined =>
  ({ true: true, '1': true, false: false, '0': false })[(node.value(name) ?? '').toLowerCase()];

/** What can be odd about any block: text between fields, a field twice, a date that cannot be read. */
export function oddities(
  node: XmlNode,
  dates: readonly string[],
  others: readonly string[] = [],
): readonly (Flag | false)[] {
  const repeated = [...dates, ...others].some((name) => node.all(name).length > 1);
  const unreadable = dates.some((name) => node.value(name) !== undefined && dateIn(node, name) === undefined);
  return [node.stray && 'stray-text', repeated && 'field-repeated', unreadable && 'date-unreadable'];
}
const unmapped = (...codes: readonly (Coded | undefined)[]): Flag | false =>
  codes.some((code) => code?.unmapped) && 'code-unmapped';

type Block = Readonly<{
  name: string;
  unread: (node: XmlNode) => number;
  read(node: XmlNode, context: BlockContext): readonly Fact[];
}>;

/** Elements of the block that are none of those read. */
const others =
  (...read: readonly string[]) =>
  (node: XmlNode): number =>
    node.children.filter(({ name }) => !read.includes(name)).length;

const at = (context: BlockContext, key: string, on: PlainDate): Stated => ({
  item: `${context.path}/${key}`,
  occurred: { on },
});

const assessments: Block = {
  name: 'Assessments',
  unread: others(
    'AssessmentActualStartDate',
    'AssessmentInternalReviewDate',
    'AssessmentAuthorisationDate',
    'FactorsIdentifiedAtAssessment',
  ),
  read(node, context) {
    const startDate = neededDate(node.value('AssessmentActualStartDate'), 'AssessmentActualStartDate');
    const completedDate = dateIn(node, 'AssessmentAuthorisationDate');
    const factors = codesIn(node.values('AssessmentFactors', 'FactorsIdentifiedAtAssessment'), ASSESSMENT_FACTOR);
    const key = context.ordinal(`assessment/${startDate}`);
    const own = factors.length > 0 ? { factors } : {};
    const odd = oddities(node, [
      'AssessmentActualStartDate',
      'AssessmentInternalReviewDate',
      'AssessmentAuthorisationDate',
    ]);
    const early = startDate < context.referral && 'before-referral';
    const started = fact('social-care.assessment-started', at(context, `${key}/start`, startDate), {
      startDate,
      episode: context.episode,
      ...maybe('internalReviewDate', dateIn(node, 'AssessmentInternalReviewDate')),
      ...(completedDate === undefined ? own : {}),
      ...flagged(...odd, early, completedDate === undefined && unmapped(...factors)),
    });
    if (completedDate === undefined) return [started];
    const completed = fact('social-care.assessment-completed', at(context, `${key}/completed`, completedDate), {
      completedDate,
      startDate,
      episode: context.episode,
      ...own,
      ...flagged(unmapped(...factors), completedDate < startDate && 'end-before-start'),
    });
    return [started, completed];
  },
};

const needPlans: Block = {
  name: 'CINPlanDates',
  unread: others('CINPlanStartDate', 'CINPlanEndDate'),
  read(node, context) {
    const startDate = neededDate(node.value('CINPlanStartDate'), 'CINPlanStartDate');
    const endDate = dateIn(node, 'CINPlanEndDate');
    const key = context.ordinal(`need-plan/${startDate}`);
    const flags = flagged(
      ...oddities(node, ['CINPlanStartDate', 'CINPlanEndDate']),
      startDate < context.referral && 'before-referral',
    );
    const own = { startDate, episode: context.episode };
    const started = fact('social-care.need-plan-started', at(context, `${key}/start`, startDate), { ...own, ...flags });
    if (endDate === undefined) return [started];
    const late = flagged(endDate < startDate && 'end-before-start');
    return [
      started,
      fact('social-care.need-plan-ended', at(context, `${key}/end`, endDate), { ...own, endDate, ...late }),
    ];
  },
};

const section47: Block = {
  name: 'Section47',
  unread: others('S47ActualStartDate', 'InitialCPCtarget', 'DateOfInitialCPC', 'ICPCnotRequired'),
  read(node, context) {
    const startDate = neededDate(node.value('S47ActualStartDate'), 'S47ActualStartDate');
    const heldOn = dateIn(node, 'DateOfInitialCPC');
    const notNeeded = yesNoIn(node, 'ICPCnotRequired');
    const key = context.ordinal(`section-47/${startDate}`);
    const started = fact('social-care.section-47-started', at(context, `${key}/start`, startDate), {
      startDate,
      episode: context.episode,
      ...maybe('conferenceTarget', dateIn(node, 'InitialCPCtarget')),
      ...maybe('conferenceNeeded', notNeeded === undefined ? undefined : !notNeeded),
      ...flagged(
        ...oddities(node, ['S47ActualStartDate', 'InitialCPCtarget', 'DateOfInitialCPC']),
        startDate < context.referral && 'before-referral',
        notNeeded === undefined && node.value('ICPCnotRequired') !== undefined && 'yes-no-unreadable',
      ),
    });
    if (heldOn === undefined) return [started];
    context.conferences.add(heldOn);
    const data = { date: heldOn, kind: 'initial', episode: context.episode } as const;
    const early = flagged(heldOn < startDate && 'out-of-order');
    return [
      started,
      fact('social-care.conference-held', at(context, `${key}/conference`, heldOn), { ...data, ...early }),
    ];
  },
};

const protectionPlans: Block = {
  name: 'ChildProtectionPlans',
  unread: others(
    'CPPstartDate',
    'CPPendDate',
    'InitialCategoryOfAbuse',
    'LatestCategoryOfAbuse',
    'NumberOfPreviousCPP',
    'Reviews',
  ),
  read(node, context) {
    const startDate = neededDate(node.value('CPPstartDate'), 'CPPstartDate');
    const endDate = dateIn(node, 'CPPendDate');
    const [initial, latest] = [
      codeIn(node, 'InitialCategoryOfAbuse', ABUSE_CATEGORY),
      codeIn(node, 'LatestCategoryOfAbuse', ABUSE_CATEGORY),
    ];
    const previous = node.value('NumberOfPreviousCPP');
    const counted = previous !== undefined && /^\d{1,4}$/.test(previous);
    const key = context.ordinal(`protection-plan/${startDate}`);
    const own = { startDate, episode: context.episode };
    const started = fact('social-care.protection-plan-started', at(context, `${key}/start`, startDate), {
      ...own,
      ...maybe('initialCategory', initial),
      ...maybe('latestCategory', latest),
      ...(counted ? { previousPlans: Number(previous) } : {}),
      ...flagged(
        ...oddities(node, ['CPPstartDate', 'CPPendDate']),
        startDate < context.referral && 'before-referral',
        unmapped(initial, latest),
        previous !== undefined && !counted && 'number-unreadable',
      ),
    });
    const reviews = reviewFacts(node, context, key, startDate);
    if (endDate === undefined) return [started, ...reviews];
    const late = flagged(endDate < startDate && 'end-before-start');
    return [
      started,
      fact('social-care.protection-plan-ended', at(context, `${key}/end`, endDate), { ...own, endDate, ...late }),
      ...reviews,
    ];
  },
};

function reviewFacts(node: XmlNode, context: BlockContext, plan: string, planStart: PlainDate): readonly Fact[] {
  return node.values('CPPreviewDate', 'Reviews').map((text) => {
    const date = neededDate(text, 'CPPreviewDate');
    const early = flagged(date < planStart && 'out-of-order');
    const data = { date, kind: 'review', episode: context.episode, ...early } as const;
    return fact('social-care.conference-held', at(context, context.ordinal(`${plan}/review/${date}`), date), data);
  });
}

export const blocks: readonly Block[] = [assessments, needPlans, section47, protectionPlans];
