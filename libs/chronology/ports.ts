import type { AgencyId, ChildId, FeedPosition, Instant, PractitionerId, RoleCode } from '@tributary/kernel';
import type { Judge, Withheld } from './domain/view';

/** Who asks: one person in one role in one agency (design/access.md 3). */
export type Viewer = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;

/** What was shown to whom, for the disclosure ledger: one for each read. */
export type Reading = Readonly<{
  viewer: Viewer;
  child: ChildId;
  what: 'child' | 'chronology' | 'involvement' | 'status' | 'replay';
  purpose: string;
  /** The time asked about; null for now. */
  asKnownOn: Instant | null;
  shown: readonly Readonly<{ agency: AgencyId; dataClass: string; rule: string; version: string }>[];
  withheld: readonly Withheld[];
}>;

/** What this room needs of identity, access and the runtime; the app that mounts it hands it in. */
export interface ChildDoors {
  /** Who signed the request. Throws a Problem (401, 403) where nobody did. */
  viewerOf(request: unknown): Promise<Viewer>;
  /** The child behind an agency's own reference; undefined where that agency has none such. */
  childOf(agency: AgencyId, ref: string): Promise<ChildId | undefined>;
  /** What the viewer's agency calls the child, as far as the viewer may see it. */
  namesOf(viewer: Viewer, child: ChildId): Promise<readonly string[]>;
  /** What the viewer may see of the child, by relations, grounds and agreements at that time. */
  judgeFor(viewer: Viewer, child: ChildId, question: Readonly<{ purpose: string; at: Instant }>): Promise<Judge>;
  /** Writes the ledger; an answer is given only when this has returned. */
  disclose(reading: Reading): Promise<void>;
  /** False where the read models have not come so far within the time. */
  waitFor(position: FeedPosition, milliseconds: number): Promise<boolean>;
  now(): Instant;
}
