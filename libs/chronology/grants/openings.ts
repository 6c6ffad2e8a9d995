import {
  type Opening,
  type OpeningKind,
  type Openings,
  type ProtectionGround,
  protectionUntil,
  reviewDueBy,
} from '@tributary/access';
import {
  formatPosition,
  type Instant,
  type NewEvent,
  type PractitionerId,
  Problem,
  plusMillis,
} from '@tributary/kernel';
import type { ChildId } from '@tributary/kernel';
import { standing } from '../domain/granted';
import type { Viewer } from '../ports';
import { by, type Decisions } from './decisions';
import type { ReviewMail } from './review-mail';
import { seniorOf } from './seniors';

/** Hours that broken glass may stay open, most. */
export const MOST_HOURS = 4;
const HOUR_MS = 3_600_000;
/** Rules that a ground stated by the reader gets past; every other refusal stands. */
const PASSED: readonly string[] = ['no-relationship'];

export type Breaking = Readonly<{ reason: string; basis: string; hours: number }>;
export type Stating = Readonly<{ ground: ProtectionGround; reason: string }>;
/** What is open now: until when, and who reviews it. */
export type Standing = Readonly<{ until: Instant; reviewer: PractitionerId }>;

type Reviewed = Readonly<{ at: Instant; reviewer: PractitionerId }>;
type Made = Readonly<{ event: NewEvent; until: Instant }>;

/** Opening a child by one's own word (design/access.md 6 and 10): an event, a line in the ledger, a review. */
export class ChildOpenings {
  constructor(
    private readonly decisions: Decisions,
    private readonly openings: Openings,
    private readonly mail: ReviewMail,
  ) {}

  /**
   * Opens a child to whoever has no relationship to it, for some hours. Whom a concern names, or who declared a link
   * to the family, is answered as for a child that is not there. Problems: child-unknown, reviewer-missing.
   */
  async breakGlass(viewer: Viewer, ref: string, { reason, basis, hours }: Breaking): Promise<object> {
    return this.open('break-glass', viewer, ref, (child, { at, reviewer }) => {
      const until = plusMillis(at, hours * HOUR_MS);
      const data = { ...by(viewer), reason, basis, until, reviewer };
      return { event: this.decisions.event({ viewer, child, type: 'governance.glass-broken', data }), until };
    });
  }

  /** Opens that there is something, its status and whom to ring, and no content. Problems: as `breakGlass`. */
  async stateGround(viewer: Viewer, ref: string, { ground, reason }: Stating): Promise<object> {
    return this.open('protection-ground', viewer, ref, (child, { at, reviewer }) => {
      const until = protectionUntil(ground, at);
      const data = { ...by(viewer), ground, reason, until, reviewer };
      const event = this.decisions.event({ viewer, child, type: 'governance.protection-ground-stated', data });
      return { event, until };
    });
  }

  /** The viewer's own opening of a child that stands now; undefined also where there is no such child. */
  async standing(viewer: Viewer, ref: string, kind: OpeningKind): Promise<Standing | undefined> {
    const child = await this.decisions.options.doors.childOf(viewer.agency, ref);
    const found = child && standing(await this.decisions.granted(child), kind, viewer, this.decisions.now());
    return found && { until: found.until, reviewer: found.reviewer as PractitionerId };
  }

  private async open(
    kind: OpeningKind,
    viewer: Viewer,
    ref: string,
    make: (child: ChildId, reviewed: Reviewed) => Made,
  ): Promise<object> {
    const { decisions } = this;
    const child = await decisions.childFor(viewer, ref);
    const refusal = await decisions.refusalOf(viewer, child);
    if (refusal && !PASSED.includes(refusal.rule)) return decisions.refuse(kind, viewer, child, refusal);
    const view = await decisions.options.directory.current();
    const reviewer = await seniorOf(decisions, view, viewer, child);
    if (!reviewer) throw reviewerMissing();
    const at = decisions.now();
    const { event, until } = make(child, { at, reviewer });
    const opening: Opening = { ...viewer, id: event.id, kind, child, reviewer, at, until };
    const { position } = await decisions.append(child, event, async (tx) => {
      await this.openings.opened(tx, opening);
      await this.mail.opened(tx, { about: event.id, reviewer, view, at, dueBy: reviewDueBy(at) });
    });
    await decisions.write(kind, viewer, child);
    return { id: event.id, until, reviewer, position: formatPosition(position) };
  }
}

const reviewerMissing = (): Problem =>
  new Problem(
    'reviewer-missing',
    409,
    'Nobody could review it',
    'The directory names no manager for your role. Ring the front door, and ask whoever keeps the directory',
  );
