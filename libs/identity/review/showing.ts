import type { Hidden } from '@tributary/access';
import type { Tx, AgencyId, ChildId, PlainDate, RecordId } from '@tributary/kernel';
import { type Person, PersonReader } from '@tributary/matching';
import type { DirectoryView } from '@tributary/directory';
import type { Vault } from '@tributary/vault';
import type { Evidence } from '../domain/decide-child';
import type { Spoken } from '../domain/person';
import { openSaid, statedToday } from '../open-said';
import type { VersionedJudge } from '../weights';
import { type Compared, compared } from './domain/compared';
import { type NumbersShown, numbersShown } from './domain/numbers-shown';
import type { Pair } from './pair';
import { agencyShown } from './places';

/** One record of the child that another one may be of, beside that one. */
export type Beside = Readonly<{
  recordId: RecordId;
  agency: string;
  sector: string;
  fields: readonly Compared[];
  /** Of both records, those that may be shown. */
  numbers: NumbersShown;
  /** Bits of all fields together. */
  weight: number;
  probability: number;
}>;

export type SideBySide = Readonly<{
  record: Readonly<{ recordId: RecordId; agency: string; sector: string }>;
  /** Records of the child that the record is of now, beside itself: they stay where they are. */
  alongside: readonly string[];
  /** The best match first. */
  beside: readonly Beside[];
  /** Records of the child that are not shown, because it has so many. */
  more: number;
  /** By which the fields were weighed just now; what was proposed may have been by others. */
  weights: string;
}>;

export type Opening = Readonly<{
  /** As somebody is shown it. */
  sides: SideBySide;
  /** Agencies whose records were opened, as they are, for the ledger. */
  opened: readonly AgencyId[];
  /** How the fields of all records compared, also of those that are not shown. */
  evidence: Evidence;
}>;

/** Records of one child that are shown, most. */
const MOST = 10;

type Opened = Readonly<{ recordId: RecordId; agency: AgencyId; childId: ChildId; spoken: Spoken; person: Person }>;
type Io = Readonly<{
  vault: Pick<Vault, 'openIdentity'>;
  view: DirectoryView;
  hidden: readonly (Hidden | undefined)[];
  by: VersionedJudge;
  today: PlainDate;
}>;

type Wanted = Pick<Pair, 'recordId' | 'agency' | 'from' | 'to'>;

/** Opens both children's records and compares them, for this one showing; or a record and the others of its own child. */
export async function sideBySide(
  tx: Tx,
  pair: Wanted,
  { vault, view, hidden, by, today }: Io,
): Promise<Opening | undefined> {
  const records = await openedOf(tx, [pair.from, pair.to], vault);
  const record = records.find(({ recordId }) => recordId === pair.recordId);
  const others = records.filter(({ childId, recordId }) => childId === pair.to && recordId !== pair.recordId);
  if (!record || others.length === 0) return undefined;
  const shown = (agency: AgencyId): string => agencyShown(agency, view, hidden);
  const told = ({ spoken, agency }: Opened) => ({ spoken, named: shown(agency) === agency });
  const sealed = hidden.some((one) => one !== undefined);
  const beside = others.map((other): Beside => {
    const evidence = by.judge.evidence(record.person, other.person);
    const { weight, probability } = by.judge.judge(record.person, other.person);
    const fields = compared(record.spoken, other.spoken, { evidence, sealed });
    const { recordId, agency, spoken } = other;
    const numbers = numbersShown(told(record), told(other), { sealed, day: today });
    return { recordId, agency: shown(agency), sector: spoken.sector, fields, numbers, weight, probability };
  });
  beside.sort((a, b) => b.weight - a.weight || (a.recordId < b.recordId ? -1 : 1));
  const stay = records.filter((one) => one.childId === pair.from && one !== record && !others.includes(one));
  return {
    sides: {
      record: { recordId: pair.recordId, agency: shown(pair.agency), sector: record.spoken.sector },
      alongside: stay.map(({ agency }) => shown(agency)),
      beside: beside.slice(0, MOST),
      more: Math.max(0, beside.length - MOST),
      weights: by.version,
    },
    opened: [...new Set([record, ...others].map(({ agency }) => agency))],
    evidence: beside.flatMap(({ fields }) => fields.flatMap(evidenceOf)),
  };
}

const evidenceOf = ({ field, outcome }: Compared): Evidence => (outcome === null ? [] : [{ field, outcome }]);

type Row = Readonly<{ recordId: RecordId; agency: AgencyId; childId: ChildId; sealed: Buffer }>;

async function openedOf(
  tx: Tx,
  children: readonly ChildId[],
  vault: Pick<Vault, 'openIdentity'>,
): Promise<readonly Opened[]> {
  const { rows } = await tx.query<Row>(
    `SELECT record_id AS "recordId", agency, child_id AS "childId", sealed FROM identity.records
      WHERE child_id = ANY($1::uuid[]) ORDER BY record_id`,
    [children],
  );
  const reader = new PersonReader();
  return rows.map(({ sealed, ...row }) => {
    const spoken = openSaid(vault, { recordId: row.recordId, sealed });
    return { ...row, spoken, person: reader.read(statedToday(spoken)) };
  });
}
