import type { Decisions, Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { type AgencyId, type ChildId, londonDate } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { Children } from '../children';
import type { Evidence } from '../domain/decide-child';
import { WeightsInForce } from '../weights';
import { hiddenOf, isShut, matchUnknown, PURPOSE, requirePair, requirePart } from './access';
import { cursorText, readCursor } from './cursor';
import { mayDecide, maySee, partOf } from './domain/parts';
import { type Pair, type PairState, stateOf } from './pair';
import { agencyShown } from './places';
import { type SideBySide, sideBySide } from './showing';
import { pairOf, pairsAfter, type Placed } from './storage/pairs';

export type ReviewOptions = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
  decisions: Decisions;
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
    sides: Omit<SideBySide, 'opened'>;
    /** Something that tells where one of the two lives or goes is compared and not shown. */
    placeSealed: boolean;
  }>;

const PAGE = 20;
/** Rows looked at for one page, most: those that are not for the viewer are passed over. */
const MOST_LOOKED_AT = 200;
const DAY_MS = 86_400_000;

/** What records may be of children that they are not of now, for the people who decide it. */
export class Matches {
  private readonly children: Children;
  private readonly weights: WeightsInForce;

  constructor(private readonly options: ReviewOptions) {
    this.children = new Children(options);
    this.weights = new WeightsInForce(options.pool);
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

  /** Opens both sides for this one showing, which the ledger has. Problems: match-role, match-unknown. */
  async one(viewer: Viewer, id: string): Promise<MatchShown> {
    const { pool, vault, decisions } = this.options;
    const view = await decisions.options.directory.current();
    requirePart(viewer, view);
    const pair = await requirePair(await pairOf(pool, id), viewer, { decisions, view });
    const hidden = await hiddenOf(decisions, viewer, pair);
    const found = await sideBySide(pool, pair, { vault, view, hidden, by: await this.weights.current() });
    if (!found) throw matchUnknown();
    const { opened, ...sides } = found;
    await this.disclose(viewer, pair, opened);
    const [from, to] = await Promise.all(
      [pair.from, pair.to].map((child) => this.children.refOf(viewer.agency, child)),
    );
    return {
      ...(await this.lineOf(pair, viewer, view)),
      children: { from: from ?? '', to: to ?? '' },
      sides,
      placeSealed: hidden.some((one) => one !== undefined),
    };
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

  /** One line for each child: whoever asks about either finds that they were looked at together. */
  private async disclose(viewer: Viewer, { from, to, weights }: Pair, opened: readonly AgencyId[]): Promise<void> {
    const { doors } = this.options.decisions.options;
    const basis = { dataClass: 'general', rule: 'data-steward', version: weights ?? 'unweighed' };
    const shown = opened.map((agency) => ({ agency, ...basis }));
    const line = (child: ChildId) =>
      doors.disclose({ viewer, child, what: 'match', purpose: PURPOSE, asKnownOn: null, shown, withheld: [] });
    await Promise.all([line(from), line(to)]);
  }
}
