import {
  type Disclosed,
  type Opening,
  type OpeningKind,
  type OpeningRate,
  type Openings,
  type ProtectionGround,
  reviewDueBy,
  withoutLocation,
} from '@tributary/access';
import { isEvent } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import { type ChildId, type Envelope, formatPosition, type Instant, Problem } from '@tributary/kernel';
import type { Viewer } from '../ports';
import { by, type Decisions } from './decisions';
import type { ReviewMail } from './review-mail';
import { isBarred } from './seniors';

/** How long the measure of an agency looks back, in days. */
const RATE_DAYS = 30;

export type Verdict = Readonly<{ outcome: 'justified' | 'not-justified'; note: string }>;

/** An opening as its reviewer finds it; the child by the reviewer's own agency's reference. */
export type ToReview = Omit<Opening, 'child'> &
  Readonly<{
    child: string;
    /** Their own words; empty where they were erased. */
    reason: string;
    /** Of broken glass: on what footing. */
    basis?: string;
    /** Of a protection ground: which. */
    ground?: ProtectionGround;
    dueBy: Instant;
    overdue: boolean;
    /** It came to this reviewer because whoever should have reviewed it did not in time. */
    escalated: boolean;
  }>;

/** What was read under an opening: kinds, never what they said. */
export type Look = Pick<Disclosed, 'at' | 'what' | 'shown'>;

export type LooksBy = (opening: Opening) => Promise<readonly Disclosed[]>;

/** How often agencies open children so, in the last `days` and those before. */
export type Rates = Readonly<{ days: number; agencies: readonly OpeningRate[] }>;

/** What seniors look at when somebody opened a child without a relationship. */
export class Reviews {
  constructor(
    private readonly decisions: Decisions,
    private readonly openings: Openings,
    private readonly looksBy: LooksBy,
    private readonly mail: ReviewMail,
  ) {}

  /**
   * What waits for a person, oldest first: what they were named for, and what somebody whom they manage has left
   * unreviewed beyond its time. Never about a child that they are barred from, nor what they opened themselves.
   */
  async waiting(viewer: Viewer): Promise<readonly ToReview[]> {
    const found = await this.waitingFor(viewer);
    return Promise.all(found.map((opening) => this.told(viewer, opening)));
  }

  /** How many wait, and how many of them beyond their time. */
  async tally(viewer: Viewer): Promise<Readonly<{ waiting: number; overdue: number }>> {
    const found = await this.waitingFor(viewer);
    return { waiting: found.length, overdue: found.filter(this.isOverdue).length };
  }

  /** One of them, with what was read. Problems: review-unknown. */
  async one(viewer: Viewer, id: string): Promise<Readonly<{ opening: ToReview; looks: readonly Look[] }>> {
    const opening = await this.theirs(viewer, id);
    const looks = (await this.looksBy(opening)).map(({ at, what, shown }) => ({
      at,
      what,
      shown: under(opening.kind, shown),
    }));
    await this.decisions.write('review', viewer, opening.child);
    const found = { opening: await this.told(viewer, opening), looks: looks.filter(({ shown }) => shown.length > 0) };
    return { ...found, looks: withoutLocation(found.looks, await this.decisions.hiddenFrom(viewer, opening.child)) };
  }

  /** What was not justified shuts at once. Problems: review-unknown, which is also what a second review is told. */
  async review(viewer: Viewer, id: string, { outcome, note }: Verdict): Promise<object> {
    const { decisions } = this;
    const { child, id: about, kind } = await this.theirs(viewer, id);
    const found = { ...by(viewer), outcome, note };
    const event =
      kind === 'break-glass'
        ? decisions.event({ viewer, child, type: 'governance.glass-reviewed', data: { glass: about, ...found } })
        : decisions.event({
            ...{ viewer, child, type: 'governance.protection-ground-reviewed' },
            data: { ground: about, ...found },
          });
    const at = decisions.now();
    const { position } = await decisions.append(child, event, async (tx) => {
      await this.openings.reviewed(tx, about, { at, outcome });
      await this.mail.reviewed(tx, about);
    });
    await decisions.write('review', viewer, child);
    return { id, reviewed: true, position: formatPosition(position) };
  }

  /** For whoever reviews, or has somebody to manage: the viewer's own agency's, and those that they review. */
  async rates(viewer: Viewer): Promise<Rates> {
    const agencies = new Set([viewer.agency, ...(await this.waitingFor(viewer)).map(({ agency }) => agency)]);
    const all = await this.openings.rates(this.decisions.now(), RATE_DAYS);
    return { days: RATE_DAYS, agencies: all.filter(({ agency }) => agencies.has(agency)) };
  }

  private readonly isOverdue = ({ at }: Opening): boolean => reviewDueBy(at) < this.decisions.now();

  private async waitingFor(viewer: Viewer): Promise<readonly Opening[]> {
    const view = await this.decisions.options.directory.current();
    const me = viewer.practitioner;
    const found = await this.openings.waitingFor([me, ...view.managedBy(me)]);
    const mine = found.filter((one) => one.practitioner !== me && (one.reviewer === me || this.isOverdue(one)));
    const barred = await this.barredFrom(viewer, mine, view);
    return mine.filter(({ child }) => !barred.has(child));
  }

  private async barredFrom(viewer: Viewer, found: readonly Opening[], view: DirectoryView): Promise<Set<ChildId>> {
    if (!view.holds(viewer.practitioner, viewer.role, viewer.agency)) return new Set(found.map(({ child }) => child));
    const children = [...new Set(found.map(({ child }) => child))];
    const isOut = await Promise.all(children.map((child) => isBarred(this.decisions, viewer, child)));
    return new Set(children.filter((_child, i) => isOut[i]));
  }

  private async theirs(viewer: Viewer, id: string): Promise<Opening> {
    const mine = (await this.waitingFor(viewer)).find((one) => one.id === id);
    if (!mine) throw reviewUnknown();
    return mine;
  }

  private async told(viewer: Viewer, opening: Opening): Promise<ToReview> {
    const { options } = this.decisions;
    const { child, id, at, reviewer } = opening;
    const event = (await options.decisionsOn(child)).find((one) => one.id === id);
    return {
      ...{ ...opening, ...saidIn(event), dueBy: reviewDueBy(at), overdue: this.isOverdue(opening) },
      child: await options.refOf(viewer.agency, child),
      escalated: reviewer !== viewer.practitioner,
    };
  }
}

/** In the words of whoever opened it. */
function saidIn(event: Envelope | undefined): Pick<ToReview, 'reason' | 'basis' | 'ground'> {
  if (event && isEvent(event, 'governance.glass-broken')) {
    const { reason, basis } = event.data;
    return { reason, basis };
  }
  if (event && isEvent(event, 'governance.protection-ground-stated')) {
    const { reason, ground } = event.data;
    return { reason, ground };
  }
  return { reason: '' };
}

/** A rule of the decision is called as the opening is. */
const under = (kind: OpeningKind, shown: Look['shown']): Look['shown'] => shown.filter(({ rule }) => rule === kind);

const reviewUnknown = (): Problem =>
  new Problem(
    'review-unknown',
    404,
    'Nothing of that id is yours to review',
    'It may have been reviewed. GET /v1/reviews lists what waits',
  );
