import type { Agreement } from '@tributary/access';
import { inTransaction } from '@tributary/event-store';
import {
  type AgencyId,
  childStream,
  FEED_START,
  type FeedId,
  type FeedPosition,
  type Instant,
  isErased,
  type PlainDate,
  type RoleCode,
} from '@tributary/kernel';
import { Metrics, silentLogger, TimerService } from '@tributary/runtime';
import { readable } from '../../testing/store';
import { CHILD, fact, linked, type Unplaced } from '../domain/given.fixture';
import { DoorStand } from '../doors.fixture';
import { releaseReactor } from './release.reactor';

export const REF = 'C-1';
const DAY = '2026-02-01' as PlainDate;
const council = { agency: 'wexbourne-council' as AgencyId, feed: 'council-social-care' as FeedId, record: 'council-1' };

/** A section 47 enquiry as children's social care states it, held back. */
export const enquiry = (knownFrom: Instant, more: Partial<Unplaced> = {}, item = 'enquiry/1'): Unplaced => ({
  ...fact({
    ...{ ...council, type: 'social-care.section-47-started', item, knownFrom, occurred: { on: DAY } },
    data: { startDate: DAY, enquiry: item },
  }),
  ...{ release: { state: 'held', by: 'team-manager' as RoleCode, audience: [] }, ...more },
});

/** Takes an item of the council's back. */
export const withdrawn = (knownFrom: Instant, item = 'enquiry/1'): Unplaced =>
  fact({
    ...{ ...council, type: 'record.fact-retracted', item, knownFrom, occurred: { on: DAY } },
    data: { type: 'social-care.section-47-started', reason: 'withdrawn' },
  });

/** Agreements by which a school of the roll reads of a child in need what is child protection, once it is released. */
function withSchools(agreement: Agreement): Agreement {
  const { cohorts, readers } = agreement;
  return {
    ...agreement,
    cohorts: { ...cohorts, 'child-in-need': [...(cohorts['child-in-need'] ?? []), 'child-protection'] },
    readers: readers.map((line) =>
      line.relationship === 'school-of-the-roll'
        ? { ...line, opens: { ...line.opens, 'child-protection': 'content' } }
        : line,
    ),
  };
}

/** A child whom children's social care works with, on the roll of a school, with what waits for a release. */
export class HeldStand {
  private from: FeedPosition = FEED_START;

  private constructor(readonly at: DoorStand) {}

  static async open(now: Instant): Promise<HeldStand> {
    const stand = new HeldStand(await DoorStand.open(new Map([[REF, CHILD]]), withSchools));
    const school = { record: 'school-1', agency: 'ash-lane-primary' as AgencyId, feed: 'ash-lane-events' as FeedId };
    const common = { ...council, occurred: { on: DAY }, knownFrom: now };
    await stand.say(now, [
      linked('council-1', { knownFrom: now }),
      linked('school-1', { knownFrom: now }),
      fact({ ...common, type: 'social-care.worker-changed', item: 'w', data: { worker: 'SW-101', startDate: DAY } }),
      fact({ ...common, type: 'social-care.need-plan-started', item: 'p', data: { plan: 'N1', startDate: DAY } }),
      fact({
        ...{ ...school, type: 'education.pupil-enrolled', item: 'roll', knownFrom: now, occurred: { on: DAY } },
        data: { startDate: DAY, school: { own: '9992001' } } as never,
      }),
    ]);
    return stand;
  }

  async close(): Promise<void> {
    await this.at.close();
  }

  async say(at: Instant, events: readonly Unplaced[]): Promise<void> {
    await this.at.append(at, events);
    await this.react();
  }

  /** Lets time pass: every clock that is due by then fires, and is answered. */
  async until(at: Instant): Promise<void> {
    this.at.clock = at;
    const { store, db } = this.at.stand;
    const timers = new TimerService({ pool: db.events, store, logger: silentLogger, metrics: new Metrics() });
    if ((await timers.fireDue()) > 0) await this.react();
  }

  private async react(): Promise<void> {
    const { store, db } = this.at.stand;
    const last = (await store.loadMany([childStream(CHILD)])).at(-1);
    if (last) await readable(store, last.at);
    const { records } = await store.read(this.from, 1_000);
    this.from = records.at(-1)?.at ?? this.from;
    const reactor = releaseReactor(this.at.releasing);
    const batch = (await store.open(records)).flatMap((one) => (isErased(one) ? [] : [one]));
    const handled = batch.filter(({ event }) => reactor.handles.includes(event.type));
    await inTransaction(db.events, (tx) => reactor.react(handled, { append: store, store, tx }));
  }
}
