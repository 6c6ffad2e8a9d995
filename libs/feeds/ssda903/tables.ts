import type { Fact } from '../format';
import { plain } from '../shared/csv';
import type { Cells, TableContext } from './cells';
import { readEpisode } from './episode';
import { readDetails, readMissing, readReview, readWorker } from './facts';

export type Table = Readonly<{
  name: string;
  /** A column that no other table has. */
  mark: string;
  /** Columns without which it is not read. */
  needed: readonly string[];
  optional: readonly string[];
  /** Missing where the hub holds nothing of it: each row is then only counted. */
  read?(cells: Cells, context: TableContext): readonly Fact[];
}>;

/** The tables of SSDA903 as DfE has them; health, adoption and immigration are not held. */
export const TABLES: readonly Table[] = [
  { name: 'Header', mark: 'ETHNIC', needed: ['CHILD', 'DOB', 'ETHNIC'], optional: ['SEX', 'UPN'], read: readDetails },
  {
    name: 'Episodes',
    mark: 'DECOM',
    needed: ['CHILD', 'DECOM', 'RNE'],
    optional: ['PLACE', 'DEC', 'REC', 'REASON_PLACE_CHANGE'],
    read: readEpisode,
  },
  { name: 'Reviews', mark: 'REVIEW', needed: ['CHILD', 'REVIEW'], optional: ['DOB', 'REVIEW_CODE'], read: readReview },
  {
    name: 'Missing',
    mark: 'MIS_START',
    needed: ['CHILD', 'MISSING', 'MIS_START'],
    optional: ['DOB', 'MIS_END'],
    read: readMissing,
  },
  {
    name: 'SocialWorker',
    mark: 'SW_DECOM',
    needed: ['CHILD', 'SW_ID', 'SW_DECOM'],
    optional: ['DOB', 'SW_DEC'],
    read: readWorker,
  },
  notHeld('OC2', 'CONVICTED'),
  notHeld('OC3', 'IN_TOUCH'),
  notHeld('UASC', 'DUC'),
  notHeld('AD1', 'DATE_MATCH'),
  notHeld('PlacedAdoption', 'DATE_PLACED'),
  notHeld('PrevPerm', 'PREV_PERM'),
];

function notHeld(name: string, mark: string): Table {
  return { name, mark, needed: ['CHILD'], optional: ['DOB'] };
}

export const HEADER = TABLES[0] as Table;

/** By the names of its columns or elements, whatever their order and case; undefined for any other. */
export const tableOf = (names: readonly string[]): Table | undefined => {
  const known = new Set(names.map(plain));
  return TABLES.find(({ mark }) => known.has(plain(mark)));
};
