import type { AgencyId, AlertId, ChildId, FeedPosition, Instant, PractitionerId, RoleCode } from '@tributary/kernel';
import type { Taken } from '@tributary/access';
import type { Hidden } from '@tributary/access';
import type { Judge, Withheld } from './domain/view';
import type { Told } from './reader';

/** Who asks: one person in one role in one agency (design/access.md 3). */
export type Viewer = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;

export type Asked = Readonly<{
  viewer: Viewer;
  child: ChildId;
  purpose: string;
  /** Where what was available at an earlier time is asked: that time, and what was told of the child by then. */
  then?: Readonly<{ at: Instant; told: Told }>;
  /** Where what was written for the child's assessment is asked. */
  assessment?: InAssessment;
}>;

/** How the viewer stands to an assessment, and which `agency class` their authors opened to the viewer's agency. */
export type InAssessment = Readonly<{ takesPart: boolean; answered: ReadonlySet<string> }>;

/** What was shown to whom, for the disclosure ledger: one for each read. */
export type Reading = Readonly<{
  viewer: Viewer;
  child: ChildId;
  what:
    | 'child'
    | 'chronology'
    | 'export'
    | 'involvement'
    | 'coverage'
    | 'status'
    | 'replay'
    | 'break-glass'
    | 'protection-ground'
    | 'review'
    | 'family-link'
    | 'family-link-end'
    | 'release'
    | 'held-back'
    | 'assessment'
    | 'assessment-list'
    | 'assessment-change'
    | 'request'
    | 'request-answer'
    | 'not-shared'
    | 'location-seal'
    | 'what-left'
    | 'recall'
    | 'match'
    | 'match-decision'
    | 'people';
  purpose: string;
  /** The time asked about; null for now. */
  asKnownOn: Instant | null;
  shown: readonly Readonly<{ agency: AgencyId; dataClass: string; rule: string; version: string }>[];
  withheld: readonly Withheld[];
  /** Where nothing at all was answered: the rule that shut it. */
  refusal?: Refusal;
  /** What left the hub with it as a file. */
  taken?: Taken;
}>;

export type Refusal = Readonly<{ rule: string; reason: string }>;

/** What a viewer may see of a child. */
export type Access = Readonly<{
  judge: Judge;
  /** What must stand in no answer, where the child's location is sealed: each answer goes through `withoutLocation`. */
  hidden: Hidden | undefined;
  /** Why nothing at all is open; the answer is then the same as for a child that is not there. */
  refusal: Refusal | undefined;
}>;

/** An alert about a child that was sent to the viewer and is not done. */
export type OpenAlert = Readonly<{ id: AlertId; rule: string; severity: string; status: string }>;

/** What this room needs of identity, access and the runtime; the app that mounts it hands it in. */
export interface ChildDoors {
  /** Who signed the request. Throws a Problem (401, 403) where nobody did. */
  viewerOf(request: unknown): Promise<Viewer>;
  /** The child behind an agency's own reference; undefined where that agency has none such. */
  childOf(agency: AgencyId, ref: string): Promise<ChildId | undefined>;
  /** What the viewer's agency calls the child, as far as the viewer may see it. */
  namesOf(viewer: Viewer, child: ChildId, judge: Judge): Promise<readonly string[]>;
  /** What the viewer may see of the child, by relationships, grounds, releases and agreements. */
  accessOf(asked: Asked): Promise<Access>;
  /** What of a child's location must stand in no answer to the viewer, whatever else is open to them. */
  hiddenFrom(viewer: Viewer, child: ChildId): Promise<Hidden | undefined>;
  /** Alerts about the child that are open to the viewer. */
  openAlerts(viewer: Viewer, child: ChildId): Promise<readonly OpenAlert[]>;
  /** Writes the ledger; an answer is given only when this has returned. */
  disclose(reading: Reading): Promise<void>;
  /** False where the read models have not come so far within the time. */
  waitFor(position: FeedPosition, milliseconds: number): Promise<boolean>;
  now(): Instant;
}
