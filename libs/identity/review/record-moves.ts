import type { Hidden } from '@tributary/access';
import type { Decisions, Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import {
  type AgencyId,
  type ChildId,
  type Envelope,
  londonDate,
  Problem,
  type RecordId,
  type StreamId,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { Children } from '../children';
import type { IdentityDesk } from '../desk';
import { WeightsInForce } from '../weights';
import { discloseOpened, hiddenOf, isShut, requirePart } from './access';
import type { Finding } from './api/bodies';
import { allCohorts, type ChildFacts, type Effects, effectsOf } from './domain/effects';
import { mayDecide, maySee, partOf } from './domain/parts';
import { isGrave } from './domain/verdict';
import { factsOf, type FactsIo } from './facts';
import { opinionsOn, type SaidOpinion } from './opinions';
import { type PairState, stateOf } from './pair';
import { agencyShown, effectsShown } from './places';
import { linksOf, type RecordLink } from './record-links';
import { type Opening, type SideBySide, sideBySide } from './showing';
import { type Standing, standingOf, wantedOut } from './storage/unlinkings';
import { type Unlinked, type Unlinking, Unlinkings } from './unlink';

export type MovesOptions = Readonly<{
  pool: Pool;
  decisions: Decisions;
  desk: Pick<IdentityDesk, 'unlink' | 'goesTo'>;
  children: Children;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
  load: (stream: StreamId) => Promise<readonly Envelope[]>;
  facts: Omit<FactsIo, 'children'>;
}>;

/** A record that somebody wants taken out of its child, without a word of what it says. */
export type UnlinkLine = Readonly<{
  record: RecordId;
  agency: string;
  state: PairState;
  mayDecide: boolean;
  /** Since the first steward said so. */
  since: string;
}>;

/** A record as a steward finds it before they take it out of a child. */
export type RecordShown = Readonly<{
  record: RecordId;
  agency: string;
  /** The child that it is of now, as the viewer's agency calls it. */
  child: string;
  /** The child's other records, by agency. None: there is nothing to take it out of. */
  alongside: readonly string[];
  /** Beside each of them; null where there are none. */
  sides: SideBySide | null;
  links: readonly RecordLink[];
  state: PairState;
  mayDecide: boolean;
  /** Two have to agree. */
  grave: boolean;
  placeSealed: boolean;
  opinions: readonly SaidOpinion[];
  /** What would follow from an unlink. */
  follows: Effects<string>;
  /** To be sent with the decision: what was looked at. */
  seen: string;
}>;

type Entered = Readonly<{ view: DirectoryView; standing: Standing; to: ChildId }>;
type Looked = Entered &
  Readonly<{
    hidden: readonly (Hidden | undefined)[];
    facts: Readonly<{ from: ChildFacts; to: ChildFacts }>;
    opening: Opening | undefined;
    grave: boolean;
  }>;

const MOST_WAITING = 100;

/** Takes records out of children whom they are not of: one steward does, or two where it is grave. */
export class RecordMoves {
  private readonly weights: WeightsInForce;
  private readonly unlinkings: Unlinkings;

  constructor(private readonly options: MovesOptions) {
    this.weights = new WeightsInForce(options.pool);
    this.unlinkings = new Unlinkings(options);
  }

  /** A record of the child whom an agency calls so, its own where it has one. Problems: match-role, record-unknown. */
  async find(viewer: Viewer, { agency, child: ref }: Finding): Promise<Readonly<{ record: RecordId }>> {
    const { decisions, children } = this.options;
    requirePart(viewer, await decisions.options.directory.current());
    const child = await children.childOf(agency as AgencyId, ref);
    const records = child ? await children.recordsOf(child) : [];
    const found = records.find((one) => one.agency === agency) ?? records[0];
    if (!found) throw recordUnknown();
    await this.enter(viewer, found.recordId);
    return { record: found.recordId };
  }

  /** Whether a record waits that somebody may decide on; false for everybody without a part in it. */
  async anyWaiting(viewer: Viewer): Promise<boolean> {
    const view = await this.options.decisions.options.directory.current();
    return partOf(viewer, view) !== undefined && (await this.waiting(viewer)).some((line) => line.mayDecide);
  }

  /** Records of which one steward at least said that they are not of their child. Problems: match-role. */
  async waiting(viewer: Viewer): Promise<readonly UnlinkLine[]> {
    const { decisions, pool } = this.options;
    const view = await decisions.options.directory.current();
    requirePart(viewer, view);
    const lines: UnlinkLine[] = [];
    for (const { since, ...standing } of await wantedOut(pool, MOST_WAITING)) {
      const both = { from: standing.from, to: standing.from };
      if (!maySee(standing, viewer, view) || (await isShut(decisions, viewer, both))) continue;
      const agency = agencyShown(standing.agency, view, await hiddenOf(decisions, viewer, both));
      const mine = { state: stateOf(standing), mayDecide: mayDecide(standing, viewer, view) };
      lines.push({ record: standing.recordId, agency, ...mine, since });
    }
    return lines;
  }

  /** Opens the child's records for this one showing, which the ledger has. Problems: match-role, record-unknown. */
  async look(viewer: Viewer, record: RecordId): Promise<RecordShown> {
    const { decisions, children, load } = this.options;
    const { view, standing, hidden, facts, opening, grave } = await this.open(viewer, record);
    const read = { weights: opening?.sides.weights ?? 'unweighed', opened: opening?.opened ?? [] };
    await discloseOpened(decisions, viewer, { children: [standing.from], ...read });
    const shown = facts.from.records.map((one) => ({ ...one, agency: agencyShown(one.agency, view, hidden) }));
    const others = shown.filter(({ recordId }) => recordId !== record);
    return {
      ...{ record, seen: standing.seen, grave, sides: opening?.sides ?? null },
      agency: agencyShown(standing.agency, view, hidden),
      child: await children.refOf(viewer.agency, standing.from),
      alongside: others.map(({ agency }) => agency),
      links: await linksOf({ child: standing.from, records: shown }, load),
      state: stateOf(standing),
      mayDecide: !standing.alone && mayDecide(standing, viewer, view),
      placeSealed: hidden.some((one) => one !== undefined),
      opinions: await opinionsOn({ ...standing, to: standing.from }, load),
      follows: effectsShown(effectsOf({ moving: [record], ...facts }), view, hidden),
    };
  }

  /**
   * It is not linked to that child again while both say what they say now. Problems: match-role, record-unknown,
   * match-not-yours, match-changed, record-moved, split-whole, unlink-unasked.
   */
  async unlink(viewer: Viewer, record: RecordId, unlinking: Unlinking): Promise<Unlinked> {
    const { view, standing, to, opening, grave } = await this.open(viewer, record);
    return this.unlinkings.decide({ viewer, view, standing, to, grave, evidence: opening?.evidence ?? [] }, unlinking);
  }

  /** The same for a record that is not there, is of the viewer's own family, or waits for nobody above a steward. */
  private async enter(viewer: Viewer, record: RecordId): Promise<Entered> {
    const { decisions, desk, pool } = this.options;
    const view = await decisions.options.directory.current();
    requirePart(viewer, view);
    const standing = await standingOf(pool, record);
    if (!standing || !maySee(standing, viewer, view)) throw recordUnknown();
    const to = await desk.goesTo(record, standing.from);
    if (await isShut(decisions, viewer, { from: standing.from, to })) throw recordUnknown();
    return { view, standing, to };
  }

  private async open(viewer: Viewer, record: RecordId): Promise<Looked> {
    const { decisions, children, facts: others, pool, vault } = this.options;
    const { view, standing, to } = await this.enter(viewer, record);
    const { from, agency } = standing;
    const hidden = await hiddenOf(decisions, viewer, { from, to });
    const [io, at] = [{ ...others, children }, decisions.now()];
    const [here, there] = await Promise.all([factsOf(io, from, { view, at }), factsOf(io, to, { view, at })]);
    const within = { recordId: record, agency, from, to: from };
    const by = await this.weights.current();
    const opening = await sideBySide(pool, within, { vault, view, hidden, by, today: londonDate(at) });
    const placeSealed = hidden.some((one) => one !== undefined);
    const evidence = opening?.evidence ?? [];
    const grave = isGrave({ reason: '', evidence }, { cohorts: allCohorts(here, there), placeSealed });
    return { view, standing, to, hidden, facts: { from: here, to: there }, opening, grave };
  }
}

export const recordUnknown = (): Problem =>
  new Problem('record-unknown', 404, 'No such record', 'Name a record as its receipt or the review list does');
