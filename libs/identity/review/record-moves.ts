import type { Decisions, Viewer } from '@tributary/chronology';
import { formatPosition, Problem, type RecordId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Children } from '../children';
import type { IdentityDesk } from '../desk';
import { discloseDecision, hiddenOf, isShut, requirePart } from './access';
import { type Effects, effectsOf } from './domain/effects';
import { partOf } from './domain/parts';
import { factsOf, type FactsIo } from './facts';
import { agencyShown, effectsShown } from './places';
import { reject } from './rejected';

export type MovesOptions = Readonly<{
  decisions: Decisions;
  desk: Pick<IdentityDesk, 'unlink' | 'goesTo' | 'childOf'>;
  children: Children;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
  facts: Omit<FactsIo, 'children'>;
}>;

/** A record as a steward finds it before they take it out of a child. */
export type RecordShown = Readonly<{
  record: RecordId;
  agency: string;
  /** The child that it is of now, as the viewer's agency calls it: to be sent with the decision. */
  child: string;
  alongside: readonly string[];
  /** What would follow from an unlink. */
  follows: Effects<string>;
}>;

export type Unlinking = Readonly<{ child: string; reason: string }>;

/** Takes records out of children whom they are not of, by the word of one steward. */
export class RecordMoves {
  constructor(private readonly options: MovesOptions) {}

  /** Problems: match-role, record-unknown. */
  async look(viewer: Viewer, record: RecordId): Promise<RecordShown> {
    const { decisions, desk, children, facts } = this.options;
    const { view, from } = await this.enter(viewer, record);
    const to = await desk.goesTo(record, from);
    const hidden = await hiddenOf(decisions, viewer, { from, to });
    const at = decisions.now();
    const io = { ...facts, children };
    const [standing, going] = await Promise.all([factsOf(io, from, { view, at }), factsOf(io, to, { view, at })]);
    const shown = standing.records.map(({ recordId, agency }) => ({
      ...{ recordId, agency: agencyShown(agency, view, hidden) },
    }));
    return {
      record,
      agency: shown.find(({ recordId }) => recordId === record)?.agency ?? '',
      child: await children.refOf(viewer.agency, from),
      alongside: shown.filter(({ recordId }) => recordId !== record).map(({ agency }) => agency),
      follows: effectsShown(effectsOf({ moving: [record], from: standing, to: going }), view, hidden),
    };
  }

  /** It is not linked to that child again while both say what they say now. Problems: match-role, record-unknown, record-moved. */
  async unlink(viewer: Viewer, record: RecordId, { child, reason }: Unlinking): Promise<object> {
    const { desk, children, vault } = this.options;
    await this.enter(viewer, record);
    const from = await children.childOf(viewer.agency, child);
    if (!from) throw recordUnknown();
    const byHand = { by: viewer.practitioner, role: viewer.role, reason };
    const { position, childId } = await desk.unlink(record, from, byHand, (tx) =>
      reject(tx, { recordId: record, childId: from }, vault),
    );
    await discloseDecision(this.options.decisions, viewer, [from, childId]);
    return { record, child: await children.refOf(viewer.agency, childId), position: formatPosition(position) };
  }

  /** The same for a record that is not there and one of the steward's own family. */
  private async enter(viewer: Viewer, record: RecordId) {
    const { decisions, desk } = this.options;
    const view = await decisions.options.directory.current();
    requirePart(viewer, view);
    const from = await desk.childOf(record);
    const isTheirs = partOf(viewer, view) === 'steward' && !(await isShut(decisions, viewer, { from, to: from }));
    if (!isTheirs) throw recordUnknown();
    return { view, from };
  }
}

export const recordUnknown = (): Problem =>
  new Problem('record-unknown', 404, 'No such record', 'Name a record as its receipt or the review list does');
