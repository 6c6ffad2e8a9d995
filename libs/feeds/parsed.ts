import type { Flag, Relationship, Responsibility } from '@tributary/catalogue';
import type { Instant, Occurred, PlainDate } from '@tributary/kernel';

/** The kinds of number a person can be known by across agencies. */
export type NumberKind = 'nhs-number' | 'upn';

/** Both days are in it; they are as the form has them, in whichever order. */
export type NumberPeriod = Readonly<{ kind: NumberKind; number: string; from?: PlainDate; until?: PlainDate }>;

/** What one agency's record says of a person; never leaves identity unsealed. */
export type Sighting = Readonly<{
  /** The system that numbers its records, e.g. `cin`, `mis`. */
  system: string;
  /** The agency's own number of its record. */
  localId: string;
  givenName?: string;
  familyName?: string;
  /** Those that the form says the person bore before, or goes by beside the present one. */
  formerFamilyNames?: readonly string[];
  birthDate?: PlainDate;
  /** Of a child not yet born. */
  expectedBirthDate?: PlainDate;
  sex?: 'male' | 'female' | 'unknown';
  postcode?: string;
  /** Those at which the form says that the person lived before. */
  formerPostcodes?: readonly string[];
  nhsNumber?: string;
  /** NHS number verification status, 01 = present and verified (UK Core NHSNumberVerificationStatusEngland). */
  nhsNumberStatus?: string;
  /** NHS numbers of the same person that `nhsNumber` superseded, where the form says so; empty: it says there are none. */
  formerNhsNumbers?: readonly string[];
  upn?: string;
  /** UPNs that the pupil had before, permanent or temporary; empty where the form says that there are none. */
  formerUpns?: readonly string[];
  /** Since and until when numbers are the person's, where the form says so; also of one that has not begun. */
  numberPeriods?: readonly NumberPeriod[];
  /** School's LAESTAB or URN, where the form carries it. */
  school?: string;
  /** Full names of parents or carers as the record has them. */
  parents?: readonly string[];
}>;

/** Somebody whom a child's record names beside the child; the name never leaves the people room unsealed. */
export type PersonAround = Readonly<{
  /** The agency's own number of the person, where its system has one: two records that give it name one person. */
  number?: string;
  givenName?: string;
  familyName?: string;
  birthDate?: PlainDate;
  relationship: Relationship;
  responsibility: Responsibility;
  from?: PlainDate;
  until?: PlainDate;
  /** Whether both live in one household, where the record says. */
  livesWith?: boolean;
  /** The agency's own number of that household; a child may live in two. */
  household?: string;
  livesWithFrom?: PlainDate;
  livesWithUntil?: PlainDate;
  /** The agency's own number of the person where it employs them. */
  staffNumber?: string;
  /** The record names them as a possible source of harm: that, and not how else they stand to the child, is said of them. */
  alleged?: true;
  flags?: readonly Flag[];
}>;

/** Whom a record names around the child. */
export type Around = Readonly<{
  people: readonly PersonAround[];
  /** These are all: whom the record named before, and names no more, stands no longer. */
  whole?: true;
  recordedAt?: Instant;
  /** The source's stamp or sequence; compared as text. */
  revision?: string;
}>;

/** Something the source says happened, as one catalogue event. */
export type Fact = Readonly<{
  type: string;
  data: Readonly<Record<string, unknown>>;
  occurred: Occurred;
  recordedAt?: Instant;
  /** The agency's own name for this item, stable across deliveries: `plan/ABC123/start`. Hashed before it is stored. */
  item: string;
  /** The source's stamp or sequence; compared as text. */
  revision?: string;
  /** The source took it back: the item no longer holds. With a revision this counts though it came before its item. */
  retracted?: true;
  /** Beside `retracted`: nothing is to be noted where the item was never stated (it merely stands no longer). */
  ifKnown?: true;
}>;

/** Where in a delivery: `line 14`, `Children/Child[3]/CINdetails[1]`, `event 2`. */
export type Place = string;

export type Parsed =
  | Readonly<{
      kind: 'record';
      place: Place;
      sighting: Sighting;
      facts: readonly Fact[];
      /** Missing where the form says nothing of them. */
      around?: Around;
      /** The sender withdraws the whole record: all it ever said of this person, not only the items in `facts`. */
      purge?: true;
      /** Fields left out because they must not be held, or are not read. */
      dropped?: number;
      /**
       * All facts are retractions (a mark put right to "present"): where the record, or the item, was never accepted
       * there is nothing to do, and no record or child may come of it.
       */
      ifKnown?: true;
      /**
       * The number under which the agency keeps this record from now on: it put two together. That both are one child is
       * proposed, never taken for granted: see identity's Joining.
       */
      mergedInto?: string;
      /** The number of another record of the agency, in use as this one is, that it says is of the same person: a person is asked. */
      sameAs?: string;
      /** It tells what its system has long held, within a delivery that does not: history, as a backfill is. */
      backfill?: true;
      /** A return's collection that these items stand in; `complete` repeats it at the end. */
      scope?: string;
    }>
  /** An event of the practice stream: a register with its counts; no child. */
  | Readonly<{ kind: 'practice'; place: Place; fact: Fact }>
  /** Nothing of it may or can become an event, for the reason in `code`. Counted, and never kept. */
  | Readonly<{ kind: 'left-out'; place: Place; code: string }>
  /** `raw` is kept sealed for redrive; `code` has its entry in docs/problems.md; the message masks values. */
  | Readonly<{ kind: 'parked'; place: Place; code: string; message: string; raw: string }>
  /**
   * The whole delivery was read and is whole. For a return, items of the same scope that it no longer names are
   * retracted; a return with parked blocks carries no scope here, for what it could not read it may still state.
   */
  | Readonly<{ kind: 'complete'; scope?: string }>;
