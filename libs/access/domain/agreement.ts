import type { AgencyId, DataClass, PlainDate } from '@tributary/kernel';
import type { Level } from './level';

/** Why a child's information may be opened for a time; which of them opens which classes, each agreement says. */
export const COHORTS = [
  'family-help',
  'child-in-need',
  'protection-plan',
  'looked-after',
  'ehc-plan',
  'missing',
] as const;
export type Cohort = (typeof COHORTS)[number];

/** How a reader, in one role of one agency, stands to a child. */
export const RELATIONSHIPS = [
  /** The reader's agency has a record of the child. */
  'own-record',
  'allocated-worker',
  /** Deputy or manager of the allocated worker. */
  'worker-line',
  /** Duty desk of the authority that holds the child's case. */
  'duty-shift',
  /** A contact is being triaged, or was decided less than six working days ago. */
  'front-door',
  /** Lead practitioner or coordinator of family help that the family takes. */
  'family-help',
  'virtual-school',
  /** Safeguarding lead of the school that has the child on its roll. */
  'school-of-the-roll',
  /** The reader's practice has the child on its list. */
  'practice-list',
  /** The reader's agency takes part in the child's assessment, by the family's agreement. It opens what was written for it alone. */
  'assessment-team',
  'alert-recipient',
  'auditor',
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/** Whom a line of an agreement is about: everything named must hold. */
export type Whom = Readonly<{
  relationship: Relationship;
  roles?: readonly string[];
  sectors?: readonly string[];
}>;
export type OwnLine = Whom & Readonly<{ classes: readonly DataClass[] }>;
export type ReaderLine = Whom &
  Readonly<{
    /** As people call it: `school lead`, `allocated worker`. */
    reader: string;
    /** Default: those of the agreement. */
    purposes?: readonly string[];
    /** What an open ground opens. A class that is missing stays shut, its existence included. */
    opens: Readonly<Partial<Record<DataClass, Exclude<Level, 'nothing'>>>>;
  }>;

/** One version of what suppliers of a kind agreed with everybody else. */
export type Agreement = Readonly<{
  /** As feeds name it in the directory. */
  agreement: string;
  version: number;
  title: string;
  suppliers: Readonly<{ authority: string; sectors: readonly string[]; agencies?: readonly AgencyId[] }>;
  /** Whole days in Europe/London, both included. */
  inForce: Readonly<{ from: PlainDate; to?: PlainDate }>;
  controller: string;
  lawfulBasis: Readonly<{ article6: string; article9: string; confidentiality: string }>;
  retention: string;
  impactAssessment: string;
  incidentContact: string;
  purposes: readonly string[];
  /** Classes of which rows without names may leave for analysis; where it is missing, none may. */
  analysis?: readonly DataClass[];
  /** Alert rules that may name what this supplier holds; a rule that is not here opens nothing of it. */
  rules: readonly string[];
  cohorts: Readonly<Partial<Record<Cohort, readonly DataClass[]>>>;
  /** Who sees where a child can be found although the address is protected; left out, nobody does. */
  location?: readonly Whom[];
  /** Who in the supplying agency reads what it supplied itself. */
  own: readonly OwnLine[];
  readers: readonly ReaderLine[];
}>;

/** Names an agreement's version in a decision and in the ledger. */
export const versionOf = ({ agreement, version }: Agreement): string => `${agreement}/${version}`;

type Supplier = Readonly<{ id: AgencyId; sector: string; authority: string }>;

/** Every version there is, by supplier and day. Pure. */
export class Agreements {
  constructor(private readonly all: readonly Agreement[]) {}

  /**
   * The version in force for a supplier on a day: one that names the agency before one for its sector, the youngest
   * first. Undefined where there is none: nothing of that supplier opens.
   */
  inForce(supplier: Supplier, day: PlainDate): Agreement | undefined {
    const standing = this.all.filter((one) => isSupplier(one, supplier) && isInForce(one, day));
    const named = standing.filter(({ suppliers }) => suppliers.agencies?.includes(supplier.id));
    return (named.length > 0 ? named : standing).toSorted(byAge).at(-1);
  }

  /** Every version that was in force for a supplier on some day of a span, whichever went before on it. */
  during(supplier: Supplier, from: PlainDate, to: PlainDate): readonly Agreement[] {
    return this.all.filter(
      (one) => isSupplier(one, supplier) && one.inForce.from <= to && from <= (one.inForce.to ?? to),
    );
  }
}

function isSupplier({ suppliers }: Agreement, { id, sector, authority }: Supplier): boolean {
  if (suppliers.agencies) return suppliers.agencies.includes(id);
  return suppliers.authority === authority && suppliers.sectors.includes(sector);
}

const isInForce = ({ inForce: { from, to } }: Agreement, day: PlainDate): boolean =>
  from <= day && (to === undefined || day <= to);

const byAge = (a: Agreement, b: Agreement): number =>
  a.inForce.from === b.inForce.from ? a.version - b.version : a.inForce.from < b.inForce.from ? -1 : 1;
