import type { Openings } from '@tributary/access';
import { reviewDueBy } from '@tributary/access';
import { formatPosition, type Instant, type PractitionerId, Problem, plusMillis } from '@tributary/kernel';
import { standingGlass } from '../domain/granted';
import type { Viewer } from '../ports';
import { by, type Decisions } from './decisions';
import type { ReviewMail } from './review-mail';
import { seniorOf } from './seniors';

/** Hours that broken glass may stay open, most. */
export const MOST_HOURS = 4;
const HOUR_MS = 3_600_000;

export type Breaking = Readonly<{ reason: string; basis: string; hours: number }>;
/** Glass that is broken now: until when, and who reviews it. */
export type Broken = Readonly<{ until: Instant; reviewer: PractitionerId }>;

/** Opening a child in an emergency (design/access.md 10): an event, a line in the ledger, a review. */
export class BrokenGlass {
  constructor(
    private readonly decisions: Decisions,
    private readonly openings: Openings,
    private readonly mail: ReviewMail,
  ) {}

  /**
   * Opens a child to whoever has no relationship to it, for some hours. Whom a concern names, or who declared a link
   * to the family, is answered as for a child that is not there. Problems: child-unknown, glass-no-reviewer.
   */
  async break(viewer: Viewer, ref: string, { reason, basis, hours }: Breaking): Promise<object> {
    const { decisions } = this;
    const child = await decisions.childFor(viewer, ref);
    const refusal = await decisions.refusalOf(viewer, child);
    if (refusal && refusal.rule !== 'no-relationship') return decisions.refuse('break-glass', viewer, child, refusal);
    const view = await decisions.options.directory.current();
    const reviewer = await seniorOf(decisions, view, viewer, child);
    if (!reviewer) throw noReviewer();
    const at = decisions.now();
    const until = plusMillis(at, hours * HOUR_MS);
    const data = { ...by(viewer), reason, basis, until, reviewer };
    const event = decisions.event({ viewer, child, type: 'governance.glass-broken', data });
    const { position } = await decisions.append(child, event, async (tx) => {
      await this.openings.opened(tx, { ...viewer, id: event.id, child, reviewer, at, until });
      await this.mail.opened(tx, { about: event.id, reviewer, view, at, dueBy: reviewDueBy(at) });
    });
    await decisions.write('break-glass', viewer, child);
    return { id: event.id, until, reviewer, position: formatPosition(position) };
  }

  /** The viewer's own glass of a child that is open now; undefined also where there is no such child. */
  async standing(viewer: Viewer, ref: string): Promise<Broken | undefined> {
    const child = await this.decisions.options.doors.childOf(viewer.agency, ref);
    const found = child && standingGlass(await this.decisions.granted(child), viewer, this.decisions.now());
    return found && { until: found.until, reviewer: found.reviewer as PractitionerId };
  }
}

const noReviewer = (): Problem =>
  new Problem(
    'glass-no-reviewer',
    409,
    'Nobody could review it',
    'The directory names no manager for your role. Ring the front door, and ask whoever keeps the directory',
  );
