import { ASSESSMENT_FACTOR, EPISODE_END, EPISODE_START, PLACEMENT_CHANGE, PLACEMENT_TYPE } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact } from '../format';
import { neededDate } from '../shared/dates';
import { Fault } from '../shared/fault';
import { fact, flagged, maybe, period, retraction, type Stated } from '../shared/facts';
import { booleanOf, codeOf, codesOf, dateOf, type Json, textOf } from '../shared/json-values';
import { purged } from './purged';

/** Where a block stands: the child's and the episode's own numbers, and a day for what has none of its own. */
export type BlockContext = Readonly<{ child: string; episode: string; fallback: PlainDate; retracted: boolean }>;
export type BlockReader = Readonly<{
  /** Its list in the episode. */
  list: string;
  /** Fields that are not read. */
  unread: readonly string[];
  read(block: Json, context: BlockContext): readonly Fact[];
}>;

/** The agency's own number of the block; without one, its first day has to do. */
function numberOf(block: Json, name: string, context: BlockContext): string {
  const number = textOf(block, name) ?? dateOf(block, 'start_date');
  if (number === undefined) throw new Fault('value-missing', `${name} and start_date are empty.`);
  return textOf(block, name) === undefined ? `${context.episode}@${number}` : number;
}
const needed = (block: Json, name: string): PlainDate => dateOf(block, name) ?? neededDate(textOf(block, name), name);
/** An optional date that is there and cannot be read. */
const unreadable = (block: Json, ...names: readonly string[]): 'date-unreadable' | false =>
  names.some((name) => textOf(block, name) !== undefined && dateOf(block, name) === undefined) && 'date-unreadable';

/** Says where a fact of a block stands; `on` is when it happened, if that is known. */
const standing = (context: BlockContext, item: string, on: PlainDate | undefined): Stated => ({
  item: `csc/${context.child}/${item}`,
  occurred: { on: on ?? context.fallback },
});

const worker: BlockReader = {
  list: 'care_worker_details',
  unread: [],
  read(block, context) {
    const id = textOf(block, 'worker_id');
    if (id === undefined) throw new Fault('value-missing', 'worker_id is empty.');
    const startDate = dateOf(block, 'start_date');
    const stated = standing(context, `episode/${context.episode}/worker/${id}/${startDate ?? ''}`, startDate);
    if (context.retracted || purged(block)) return [retraction('social-care.worker-changed', stated)];
    const start = needed(block, 'start_date');
    const endDate = dateOf(block, 'end_date');
    const data = { worker: id, startDate: start, episode: context.episode, ...maybe('endDate', endDate) };
    const flags = flagged(
      unreadable(block, 'end_date'),
      endDate !== undefined && endDate < start && 'end-before-start',
    );
    return [fact('social-care.worker-changed', { ...stated, occurred: { on: start } }, { ...data, ...flags })];
  },
};

const assessment: BlockReader = {
  list: 'child_and_family_assessments',
  unread: [],
  read(block, context) {
    const number = numberOf(block, 'child_and_family_assessment_id', context);
    const [startDate, completedDate] = [dateOf(block, 'start_date'), dateOf(block, 'authorisation_date')];
    const started = standing(context, `assessment/${number}/start`, startDate);
    const completed = standing(context, `assessment/${number}/completed`, completedDate ?? startDate);
    const gone = context.retracted || purged(block);
    const own = { assessment: number, episode: context.episode };
    const factors = codesOf(block, 'factors', ASSESSMENT_FACTOR);
    const unmapped = factors?.some((factor) => factor.unmapped) === true && 'code-unmapped';
    if (gone)
      return [
        retraction('social-care.assessment-started', started),
        retraction('social-care.assessment-completed', completed),
      ];
    const start = needed(block, 'start_date');
    const open = completedDate === undefined;
    const startFlags = flagged(unreadable(block, 'authorisation_date'), open && unmapped);
    const first = { startDate: start, ...own, ...(open && maybe('factors', factors)), ...startFlags };
    if (open)
      return [
        fact('social-care.assessment-started', started, first),
        retraction('social-care.assessment-completed', completed),
      ];
    const last = { completedDate, startDate: start, ...own, ...maybe('factors', factors) };
    const flags = flagged(unmapped, completedDate < start && 'end-before-start');
    return [
      fact('social-care.assessment-started', started, first),
      fact('social-care.assessment-completed', completed, { ...last, ...flags }),
    ];
  },
};

/** A plan is two facts, its start and its end; an end that is no longer given is taken back. */
function planReader(list: string, id: string, item: string, kind: 'need-plan' | 'protection-plan'): BlockReader {
  const [startType, endType] = [`social-care.${kind}-started`, `social-care.${kind}-ended`] as const;
  return {
    list,
    unread: [],
    read(block, context) {
      const plan = numberOf(block, id, context);
      const [startDate, endDate] = [dateOf(block, 'start_date'), dateOf(block, 'end_date')];
      const started = standing(context, `${item}/${plan}/start`, startDate);
      const ended = standing(context, `${item}/${plan}/end`, endDate ?? startDate);
      if (context.retracted || purged(block)) return [retraction(startType, started), retraction(endType, ended)];
      const own = { startDate: needed(block, 'start_date'), plan, episode: context.episode };
      const first = fact(startType, started, { ...own, ...flagged(unreadable(block, 'end_date')) });
      if (endDate === undefined) return [first, retraction(endType, ended)];
      const flags = flagged(endDate < own.startDate && 'end-before-start');
      return [first, fact(endType, ended, { ...own, endDate, ...flags })];
    },
  };
}

const section47: BlockReader = {
  list: 'section_47_assessments',
  unread: [],
  read(block, context) {
    const enquiry = numberOf(block, 'section_47_assessment_id', context);
    const [startDate, heldOn] = [dateOf(block, 'start_date'), dateOf(block, 'icpc_date')];
    const started = standing(context, `section-47/${enquiry}/start`, startDate);
    const conference = standing(context, `section-47/${enquiry}/conference`, heldOn ?? startDate);
    const gone = context.retracted || purged(block);
    if (gone)
      return [
        retraction('social-care.section-47-started', started),
        retraction('social-care.conference-held', conference),
      ];
    const start = needed(block, 'start_date');
    const endDate = dateOf(block, 'end_date');
    const own = { enquiry, episode: context.episode };
    const data = {
      startDate: start,
      ...own,
      ...maybe('conferenceNeeded', booleanOf(block, 'icpc_required_flag')),
      ...maybe('endDate', endDate),
      ...flagged(
        unreadable(block, 'end_date', 'icpc_date'),
        endDate !== undefined && endDate < start && 'end-before-start',
      ),
    };
    const first = fact('social-care.section-47-started', started, data);
    return heldOn === undefined
      ? [first, retraction('social-care.conference-held', conference)]
      : [first, fact('social-care.conference-held', conference, { date: heldOn, kind: 'initial', ...own })];
  },
};

const placement: BlockReader = {
  list: 'child_looked_after_placements',
  unread: ['postcode'],
  read(block, context) {
    const number = numberOf(block, 'child_looked_after_placement_id', context);
    const [startDate, endDate] = [dateOf(block, 'start_date'), dateOf(block, 'end_date')];
    const reason = codeOf(block, 'start_reason', EPISODE_START);
    const endReason = codeOf(block, 'end_reason', EPISODE_END);
    const type = reason?.code === 'S' ? 'social-care.looked-after-started' : 'social-care.placement-changed';
    const started = standing(context, `placement/${number}/start`, startDate);
    const ended = standing(context, `placement/${number}/end`, endDate ?? startDate);
    const end = 'social-care.looked-after-ended';
    if (context.retracted || purged(block)) return [retraction(type, started), retraction(end, ended)];
    const start = needed(block, 'start_date');
    const own = { placement: number, episode: context.episode };
    const placementType = codeOf(block, 'placement_type', PLACEMENT_TYPE);
    const changeReason = codeOf(block, 'change_reason', PLACEMENT_CHANGE);
    const codes = [reason, placementType, changeReason, endReason];
    const flags = flagged(
      codes.some((code) => code?.unmapped) && 'code-unmapped',
      unreadable(block, 'end_date'),
      endDate !== undefined && endDate < start && 'end-before-start',
    );
    const data = {
      startDate: start,
      ...own,
      ...maybe('reason', reason),
      ...maybe('placementType', placementType),
      ...flags,
    };
    const moved = { ...data, ...maybe('changeReason', changeReason), ...maybe('endDate', endDate) };
    const occurred = type === 'social-care.placement-changed' ? period(start, endDate) : started.occurred;
    const first =
      type === 'social-care.placement-changed'
        ? fact(type, { ...started, occurred }, moved)
        : fact(type, started, data);
    // X1: the episode ends because another begins at once; the child stays looked after.
    if (endDate === undefined || endReason?.code === 'X1') return [first, retraction(end, ended)];
    return [first, fact(end, ended, { endDate, ...own, ...maybe('reason', endReason) })];
  },
};

export const blockReaders: readonly BlockReader[] = [
  worker,
  assessment,
  planReader('child_in_need_plans', 'child_in_need_plan_id', 'need-plan', 'need-plan'),
  section47,
  planReader('child_protection_plans', 'child_protection_plan_id', 'protection-plan', 'protection-plan'),
  placement,
];
