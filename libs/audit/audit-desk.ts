import { type Disclosed, withoutLocation } from '@tributary/access';
import type { Viewer } from '@tributary/chronology';
import { type ChildId, formatPosition, type EventId, type FeedPosition, type Instant } from '@tributary/kernel';
import { compare, type Comparison } from './comparison';
import type { Alerted } from './shown';
import type { ReplayMade, ReplayOrder, ReplaysService, Staged } from './replays.service';
import type { Versions } from './versions';

/** An alert of the alerting room, as far as an audit reads it. */
export type AlertTold = Readonly<{
  rule: string;
  ruleVersion: number;
  title: string;
  evidence: readonly EventId[];
  steps: readonly Readonly<{
    at: string;
    what: string;
    by: Readonly<{ practitioner: string; role: string; agency: string | null }> | null;
    to: readonly Readonly<{ practitioner?: string; role: string; agency: string }>[];
    detail: string | null;
  }>[];
}>;

/** What one of today's rules would have found. */
export type Hindsight = Readonly<{
  rule: string;
  ruleVersion: number;
  title: string;
  finds: string;
  evidence: readonly EventId[];
}>;

export type AuditDeskOptions = Readonly<{
  replays: ReplaysService;
  /** The ledger's lines about a child up to a time, oldest first. */
  disclosures(child: ChildId, upTo: Instant): Promise<readonly Disclosed[]>;
  /** Alerts about a child up to a time. */
  alerts(child: ChildId, upTo: Instant): Promise<readonly AlertTold[]>;
  /** Today's rules over what was known at a time. */
  hindsight(asked: Readonly<{ child: ChildId; asOf: Instant; upTo: FeedPosition }>): Promise<readonly Hindsight[]>;
}>;

/** A replay as an auditor reads it: one moment beside the time at which it was asked for. */
export type AuditView = Readonly<{
  id: string;
  reference: Readonly<{ agency: string; child: string }>;
  purpose: string;
  askedAt: Instant;
  position: string;
  digest: string;
  versions: Versions & Readonly<{ directory: string }>;
  comparison: Comparison;
  disclosures: readonly Disclosed[];
  alerts: readonly AlertTold[];
}>;

export type HindsightView = Readonly<{
  view: AuditView;
  /** What had happened by then and could be opened only later stands in `view`; this is what rules would have found. */
  rules: readonly Hindsight[];
}>;

/** Replays for a page. All it shows is made from what an auditor may see, and stands in the ledger. */
export class AuditDesk {
  constructor(private readonly options: AuditDeskOptions) {}

  /** Throws the problems of `ReplaysService.ask`. */
  async ask(viewer: Viewer, order: ReplayOrder): Promise<string> {
    return (await this.options.replays.ask(viewer, order)).row.id;
  }

  /** The bytes that the command line and the API give too. */
  async canonical(viewer: Viewer, id: string): Promise<ReplayMade> {
    return this.options.replays.again(viewer, id);
  }

  async view(viewer: Viewer, id: string): Promise<AuditView> {
    return this.viewOf(await this.options.replays.stage(viewer, id));
  }

  /** What is only known afterwards, and what today's rules would have found then. */
  async hindsight(viewer: Viewer, id: string): Promise<HindsightView> {
    const staged = await this.options.replays.stage(viewer, id);
    const { row, now } = staged;
    const asked = { child: row.child, asOf: row.question.at, upTo: row.position };
    const open = idsOf(now.seen);
    const rules = (await this.options.hindsight(asked)).filter(({ evidence }) => evidence.every((id) => open.has(id)));
    return { view: await this.viewOf(staged), rules };
  }

  private async viewOf({ row, then, now, setting }: Staged): Promise<AuditView> {
    const [disclosures, told] = await Promise.all([
      this.options.disclosures(row.child, row.askedAt),
      this.options.alerts(row.child, row.askedAt),
    ]);
    // What is held back inside its audience does not come out by an alert about it, nor by who opened it.
    const open = idsOf(now.seen);
    const alerts = told.filter(({ evidence }) => evidence.every((id) => open.has(id)));
    const sightings = { opened: disclosures, alerted: alerts.flatMap(alertedBy) };
    const { refOf, statusLimitMs } = setting;
    const limit = statusLimitMs === undefined ? {} : { statusLimitMs };
    const view = {
      ...{ id: row.id, reference: row.reference, purpose: row.purpose, askedAt: row.askedAt, digest: row.digest },
      position: formatPosition(row.position),
      versions: { ...setting.versions, directory: then.reference.version },
      comparison: compare(then, now, { child: row.child, refOf, ...limit, sightings }),
      disclosures,
      alerts,
    };
    return withoutLocation(view, setting.hidden);
  }
}

const idsOf = (seen: Staged['now']['seen']): ReadonlySet<EventId> => new Set(seen.map(({ event }) => event.id));

const alertedBy = ({ evidence, steps }: AlertTold): readonly Alerted[] =>
  steps.flatMap(({ at, to }) => {
    const people = to.flatMap(({ practitioner, role, agency }) =>
      practitioner ? [{ practitioner, role, agency }] : [],
    );
    return people.length > 0 ? [{ at: at as Instant, evidence, to: people }] : [];
  });
