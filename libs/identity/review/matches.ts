import type { Hidden } from '@tributary/access';
import type { Decisions, Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { type AgencyId, type Envelope, isUuid, londonDate, type RecordId, type StreamId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { Children } from '../children';
import type { IdentityDesk } from '../desk';
import type { Evidence } from '../domain/decide-child';
import { WeightsInForce } from '../weights';
import { discloseOpened, hiddenOf, isShut, matchUnknown, requirePair, requirePart } from './access';
import { cursorText, readCursor } from './cursor';
import { type Decided, MatchDecisions } from './decide';
import { allCohorts, type ChildFacts, type Effects, effectsOf } from './domain/effects';
import { mayDecide, maySee, partOf } from './domain/parts';
import { isGrave, type Verdict } from './domain/verdict';
import { factsOf, type FactsIo } from './facts';
import { opinionsOn, type SaidOpinion } from './opinions';
import { isOfItsOwn, type Pair, type PairState, stateOf } from './pair';
import { agencyShown, effectsShown } from './places';
import { type SideBySide, sideBySide } from './showing';
import { pairOf, pairsAfter, type Placed, unspokenPairs } from './storage/pairs';
import { whatBecameOf } from './storage/settled';

export type ReviewOptions = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
  decisions: Decisions;
  desk: Pick<IdentityDesk, 'link' | 'merge' | 'unlink' | 'goesTo'>;
  /** What the record's own stream says of opinions. */
  load: (stream: StreamId) => Promise<readonly Envelope[]>;
  facts: Omit<FactsIo, 'children'>;
}>;

/** A pair that waits, without a word of what its records say. */
export type MatchLine = Readonly<{
  id: string;
  state: PairState;
  mayDecide: boolean;
  reason: string;
  probability: number | null;
  weights: string | null;
  evidence: Evidence;
  proposedAt: string;
  /** Whole days since then. */
  ageDays: number;
  agencies: Readonly<{ record: string; child: readonly string[] }>;
  asleepUntil: string | null;
  /** To be sent with a decision: what was looked at. */
  seen: string;
}>;
export type MatchPage = Readonly<{ matches: readonly MatchLine[]; next: string | null }>;
export type MatchShown = MatchLine &
  Readonly<{
    /** As the viewer's agency calls them. */
    children: Readonly<{ from: string; to: string }>;
    sides: SideBySide;
    /** Something that tells where one of the two lives or goes is compared and not shown. */
    placeSealed: boolean;
    /** Two have to agree, whoever the first is. */
    grave: boolean;
    /** Who said what so far, and why. */
    opinions: readonly SaidOpinion[];
    /** What would follow from a link; where the record is of that child already, from taking it out. */
    follows: Effects<string>;
    /** The same where both children are one with all their records; null where the record is the only one of its child. */
    followsFromMerge: Effects<string> | null;
  }>;

type Entered = Readonly<{
  view: DirectoryView;
  pair: Pair;
  hidden: readonly (Hidden | undefined)[];
  facts: Readonly<{ from: ChildFacts; to: ChildFacts }>;
  grave: boolean;
}>;

const PAGE = 20;
/** Rows looked at for one page, most: those that are not for the viewer are passed over. */
const MOST_LOOKED_AT = 200;
const DAY_MS = 86_400_000;

/** What records may be of children that they are not of now, for the people who decide it. */
export class Matches {
  private readonly children: Children;
  private readonly weights: WeightsInForce;
  private readonly decisions: MatchDecisions;

  constructor(private readonly options: ReviewOptions) {
    const { desk, vault, decisions } = options;
    this.children = new Children(options);
    this.weights = new WeightsInForce(options.pool);
    this.decisions = new MatchDecisions(options, { desk, vault, appender: decisions.options.appender });
  }

  /** Whether something waits that somebody may decide; false for everybody without a part in it. */
  async anyWaiting(viewer: Viewer): Promise<boolean> {
    const { pool, decisions } = this.options;
    const view = await decisions.options.directory.current();
    const part = partOf(viewer, view);
    if (part === undefined) return false;
    const [today, by] = [londonDate(decisions.now()), viewer.practitioner];
    const bare = await unspokenPairs(pool, { today, by, senior: part === 'senior', limit: MOST_LOOKED_AT });
    for (const pair of bare) {
      if (mayDecide(pair, viewer, view) && !(await isShut(decisions, viewer, pair))) return true;
    }
    return false;
  }

  /** The most certain first, of those the oldest. Problems: match-role, query-wrong. */
  async waiting(viewer: Viewer, after?: string): Promise<MatchPage> {
    const { pool, decisions } = this.options;
    const view = await decisions.options.directory.current();
    requirePart(viewer, view);
    const senior = partOf(viewer, view) === 'senior';
    const today = londonDate(decisions.now());
    const matches: MatchLine[] = [];
    let cursor = after === undefined ? null : readCursor(after);
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += PAGE) {
      const rows = await pairsAfter(pool, { after: cursor, today, limit: PAGE, senior });
      for (const row of rows) {
        cursor = row.cursor;
        if (await this.isFor(viewer, row, view)) matches.push(await this.lineOf(row, viewer, view));
        if (matches.length === PAGE) return { matches, next: cursorText(cursor) };
      }
      if (rows.length < PAGE) return { matches, next: null };
    }
    return { matches, next: cursor && cursorText(cursor) };
  }

  /** Opens both sides for this one showing, which the ledger has. Problems: match-role, match-unknown, match-decided. */
  async one(viewer: Viewer, id: string): Promise<MatchShown> {
    const { pool, vault, decisions } = this.options;
    const { view, pair, hidden, facts, grave } = await this.enter(viewer, id);
    const today = londonDate(decisions.now());
    const by = await this.weights.current();
    const found = await sideBySide(pool, pair, { vault, view, hidden, by, today });
    if (!found) throw matchUnknown();
    const { opened, sides } = found;
    const read = { weights: pair.weights ?? 'unweighed', opened };
    await discloseOpened(this.options.decisions, viewer, { children: [pair.from, pair.to], ...read });
    const [from, to] = await Promise.all(
      [pair.from, pair.to].map((child) => this.children.refOf(viewer.agency, child)),
    );
    const gaining = isOfItsOwn(pair) ? await this.factsAfterUnlink(pair, view) : facts.to;
    const between = { from: facts.from, to: gaining };
    const following = (moving: readonly RecordId[]) => effectsShown(effectsOf({ moving, ...between }), view, hidden);
    const all = facts.from.records.map(({ recordId }) => recordId);
    return {
      ...(await this.lineOf(pair, viewer, view)),
      children: { from: from ?? '', to: to ?? '' },
      ...{ sides, placeSealed: hidden.some((one) => one !== undefined), grave },
      opinions: await opinionsOn(pair, this.options.load),
      follows: following([pair.recordId]),
      followsFromMerge: all.length > 1 && !isOfItsOwn(pair) ? following(all) : null,
    };
  }

  /**
   * Says whether both are one child, or looks again on a day. Problems: match-role, match-unknown, match-decided,
   * match-changed, match-not-yours, match-until-wrong, record-moved.
   */
  async decide(viewer: Viewer, id: string, verdict: Verdict): Promise<Decided> {
    const { view, pair, grave } = await this.enter(viewer, id);
    return this.decisions.decide({ viewer, pair, verdict, view, grave });
  }

  private async enter(viewer: Viewer, id: string): Promise<Entered> {
    const { pool, decisions } = this.options;
    const view = await decisions.options.directory.current();
    requirePart(viewer, view);
    if (!isUuid(id)) throw matchUnknown();
    const found = await pairOf(pool, id);
    // Whoever decides a moment too late is told of who was first.
    if (!found && partOf(viewer, view) === 'steward') throw await whatBecameOf(pool, id);
    const pair = await requirePair(found, viewer, { decisions, view });
    const hidden = await hiddenOf(decisions, viewer, pair);
    const io = { ...this.options.facts, children: this.children };
    const at = decisions.now();
    const [from, to] = await Promise.all([factsOf(io, pair.from, { view, at }), factsOf(io, pair.to, { view, at })]);
    const placeSealed = hidden.some((one) => one !== undefined);
    const grave = isGrave(pair, { cohorts: allCohorts(from, to), placeSealed });
    return { view, pair, hidden, facts: { from, to }, grave };
  }

  private async factsAfterUnlink({ recordId, from }: Pair, view: DirectoryView): Promise<ChildFacts> {
    const { desk, decisions, facts } = this.options;
    const home = await desk.goesTo(recordId, from);
    return factsOf({ ...facts, children: this.children }, home, { view, at: decisions.now() });
  }

  private async isFor(viewer: Viewer, pair: Placed, view: DirectoryView): Promise<boolean> {
    return maySee(pair, viewer, view) && !(await isShut(this.options.decisions, viewer, pair));
  }

  private async lineOf(pair: Pair, viewer: Viewer, view: DirectoryView): Promise<MatchLine> {
    const { decisions } = this.options;
    const hidden = await hiddenOf(decisions, viewer, pair);
    const of = await this.children.recordsOf(pair.to);
    const shown = (agency: AgencyId): string => agencyShown(agency, view, hidden);
    const { id, reason, probability, weights, evidence, proposedAt, asleepUntil, seen } = pair;
    return {
      ...{ id, state: stateOf(pair), mayDecide: mayDecide(pair, viewer, view), reason, probability, weights, evidence },
      proposedAt,
      ageDays: Math.max(0, Math.floor((Date.parse(decisions.now()) - Date.parse(proposedAt)) / DAY_MS)),
      agencies: { record: shown(pair.agency), child: [...new Set(of.map(({ agency }) => shown(agency)))].sort() },
      ...{ asleepUntil, seen },
    };
  }
}
