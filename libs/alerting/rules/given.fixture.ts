import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataOf, definitionOf, type EventType, releaseOf } from '@tributary/catalogue';
import type { ChildReader } from '@tributary/chronology';
import { type DirectoryDocument, DirectoryView, parseDirectory } from '@tributary/directory';
import {
  type AgencyId,
  type ChildId,
  childStream,
  type Envelope,
  type EventId,
  type FeedId,
  type FeedPosition,
  type Instant,
  plusMillis,
  type PlainDate,
  type RecordId,
  type Recorded,
  type RecordRef,
  recordStream,
  type StreamId,
} from '@tributary/kernel';
import { conclude } from '../conclude';
import type { ChildRule } from '../domain/rule';
import { sceneOf } from '../scene';

/** The demo borough's directory: people, terms, hours, live rules. */
export const DOCUMENT: DirectoryDocument = parseDirectory(
  readFileSync(join(__dirname, '../../../infra/demo/directory.yaml'), 'utf8'),
);
const CHILD = '00000000-0000-8000-8000-000000000001' as ChildId;
const DAY = 86_400_000;

/** A Tuesday in term, at ten in the morning. */
export const NOW = '2026-03-10T10:00:00.000Z' as Instant;
export const ago = (days: number): PlainDate => plusMillis(NOW, -days * DAY).slice(0, 10) as PlainDate;

/** Who says it: agency and feed of the demo directory. */
export const BY = {
  council: ['wexbourne-council', 'council-social-care'],
  census: ['wexbourne-council', 'council-census'],
  school: ['ash-lane-primary', 'ash-lane-events'],
  otherSchool: ['st-oswins', 'st-oswins-events'],
  education: ['wexbourne-education', 'education-service-events'],
  hospital: ['wexbourne-hospital', 'hospital-events'],
  surgery: ['orchard-street', 'orchard-street-events'],
  police: ['wexbourne-police', 'police-events'],
  homes: ['wexbourne-homes', 'homes-events'],
  harbour: ['harbour-families', 'harbour-events'],
} as const;
type By = keyof typeof BY;

type More = Readonly<{
  item?: string;
  on?: PlainDate;
  /** Days before NOW on which it became known; of one day in the order of the telling. */
  known?: number;
  backfill?: true;
  held?: true;
}>;

/** Tells what agencies said of one child, and asks what a rule makes of it. */
export class Given {
  private readonly said: Recorded[] = [];
  private readonly records = new Map<string, RecordId>();
  private document = DOCUMENT;
  private provisional = false;
  private unlinked = new Set<string>();
  private late = new Map<string, Instant>();

  says<T extends EventType>(by: By, type: T, data: DataOf<T>, more: More = {}): this {
    const [agency, feed] = BY[by];
    const stream = recordStream(this.recordOf(agency));
    const day = more.on ?? dayIn(data) ?? ago(0);
    this.push(stream, type, data, {
      occurred: { on: day },
      source: {
        agency: agency as AgencyId,
        feed: feed as FeedId,
        record: (more.item ?? `${type}/${day}`) as RecordRef,
      },
      known: more.known ?? 0,
      ...(more.backfill ? { backfill: true } : {}),
      ...(more.held ? { held: true } : {}),
    });
    return this;
  }

  takesBack(by: By, type: EventType, item: string): this {
    return this.says(by, 'record.fact-retracted', { type, reason: 'withdrawn' }, { item });
  }

  /** The council's live feed delivers, and so confirms what it has said and what it has not. */
  confirmed(known = 0): this {
    const data = { feed: 'council-social-care', receipt: 'r', accepted: 1, duplicate: 0, parked: 0 };
    this.push('practice-council-social-care' as StreamId, 'practice.delivery-completed', data, {
      occurred: { at: NOW },
      source: { system: 'hub' },
      known,
    });
    return this;
  }

  /** A child known to the council, with a worker and perhaps more, since long ago. */
  worker(number = 'SW-101', known = 1): this {
    return this.says('council', 'social-care.worker-changed', { worker: number, startDate: ago(60) }, { known });
  }

  /** A worker says that the family is theirs. */
  declaresFamily(practitioner: string): this {
    const data = { by: practitioner, role: 'social-worker', agency: BY.council[0] };
    this.push(childStream(CHILD), 'governance.family-link-declared', data, {
      ...{ occurred: { at: NOW }, source: { system: 'hub' }, known: 1 },
    });
    return this;
  }

  notLinked(by: By): this {
    this.unlinked.add(BY[by][0]);
    return this;
  }
  /** A person says so many days before NOW that the agency's record is this child's: until then it was another's. */
  joinedLate(by: By, known: number): this {
    this.late.set(BY[by][0], plusMillis(NOW, -known * DAY - 1_800_000));
    return this;
  }
  identityInDoubt(): this {
    this.provisional = true;
    return this;
  }
  inShadow(): this {
    this.document = {
      ...this.document,
      authorities: this.document.authorities.map((authority) => ({ ...authority, liveRules: [] })),
    };
    return this;
  }

  /** What the rule comes to, each finding in a line: `today p-owner, informed; evidence`. */
  async then(rule: ChildRule, asOf: Instant = NOW): Promise<readonly string[]> {
    const view = new DirectoryView(1, this.document);
    const refOf = (kind: string, ...parts: readonly string[]) => [kind, ...parts].join('/') as RecordRef;
    const reader = { history: async () => this.history(asOf) } as unknown as ChildReader;
    const at = position(1_000_000);
    const io = { reader, vault: { ref: refOf }, statusLimitMs: 2 * DAY };
    const scene = await sceneOf(io, { child: CHILD, at, asOf, view });
    const limits = { immediate: 900_000, today: 4 * 3_600_000, thisWeek: 24 * 3_600_000 };
    const policy = { limits, serviceHours: 'directory', freshnessMs: 7 * DAY } as const;
    const threshold = (name: string) => rule.thresholds[name]?.value ?? Number.NaN;
    return rule.look({ ...scene, threshold }).map((finding) => {
      if (finding.kind === 'waits') return `waits until ${finding.until}`;
      const found = conclude(rule, finding, scene, { refOf, policy });
      if (!found) return 'nobody';
      if (found.historical) return 'historical';
      const told = [found.owner, ...(found.informed ?? [])].map((one) => one?.practitioner).join(' ');
      const marks = [found.shadow ? 'shadow' : '', found.statusUnknown ? 'status-unknown' : ''].filter(Boolean);
      return [...marks, found.severity, told].join(' ');
    });
  }

  private history(asOf: Instant): readonly Recorded[] {
    const links = [...this.records].filter(([agency]) => !this.unlinked.has(agency));
    const start = plusMillis(NOW, -900 * DAY);
    const own = [
      eventOf(
        0,
        childStream(CHILD),
        'identity.child-registered',
        { recordId: 'none', provisional: this.provisional },
        start,
      ),
      ...links.map(([agency, record], i) => {
        const data = { recordId: record, childId: CHILD };
        return eventOf(i + 1, childStream(CHILD), 'identity.record-linked', data, this.late.get(agency) ?? start);
      }),
    ];
    return [...own, ...this.said]
      .filter(({ event }) => event.knownFrom <= asOf)
      .sort((a, b) => (a.event.knownFrom < b.event.knownFrom ? -1 : 1));
  }

  private recordOf(agency: string): RecordId {
    const id = this.records.get(agency) ?? (`record-of-${agency}` as RecordId);
    this.records.set(agency, id);
    return id;
  }

  private push(
    stream: StreamId,
    type: EventType,
    data: object,
    more: Pick<Envelope, 'occurred' | 'source'> & Readonly<{ known: number; backfill?: true; held?: true }>,
  ): void {
    const n = this.said.length;
    const { known, held, ...rest } = more;
    const at = plusMillis(NOW, -known * DAY - 3_600_000 + n);
    const event = { ...eventOf(n + 100, stream, type, data, at).event, ...rest };
    const release = { state: 'held', by: 'team-manager', audience: [] } as unknown as Envelope['release'];
    this.said.push({ at: position(n + 100), event: held ? { ...event, release } : event });
  }
}

const position = (n: number): FeedPosition => ({ generation: 0, tx: n, position: n });

const dayIn = (data: object): PlainDate | undefined => {
  const { date, startDate, endDate, raisedOn } = data as Record<string, PlainDate | undefined>;
  return date ?? startDate ?? endDate ?? raisedOn;
};

function eventOf(n: number, stream: StreamId, type: EventType, data: object, at: Instant): Recorded {
  const definition = definitionOf(type);
  if (!definition) throw new Error(type);
  const event = {
    ...{ id: `event-${n}` as EventId, type, data, schemaVersion: 1, streamId: stream, version: n + 1, childId: CHILD },
    ...{ dataClass: definition.dataClass, retention: definition.retention, release: releaseOf(definition, data) },
    ...{
      occurred: { at },
      receivedAt: at,
      knownFrom: at,
      source: { system: 'hub' },
      correlationId: 'c',
      causationId: 'c',
    },
    supply: { controller: 'wexbourne-council', agreement: '1' },
  } as unknown as Envelope;
  return { at: position(n), event };
}
