import { demoNhsNumber, demoUpn, seededFor } from '@tributary/demo';
import type { Stated } from '@tributary/matching';
import { type Child, familiesOf } from './families';
import type { Labelled } from './scored';
import { Pen } from './slips';

type Keeper = Readonly<{
  sector: string;
  /** Share of the children it has a record of. */
  knows: number;
  /** Share of its records with an NHS number. */
  numbered: number;
  hasUpn: boolean;
  hasAddress: boolean;
}>;

/** What agencies know of children: health nearly all with their number, police few and without. */
const KEEPERS: readonly Keeper[] = [
  { sector: 'health', knows: 0.98, numbered: 0.97, hasUpn: false, hasAddress: true },
  { sector: 'education', knows: 0.85, numbered: 0, hasUpn: true, hasAddress: true },
  { sector: 'social-care', knows: 0.15, numbered: 0.6, hasUpn: true, hasAddress: true },
  { sector: 'police', knows: 0.1, numbered: 0, hasUpn: false, hasAddress: false },
];

/** Shares of dirt, per record. Half of all postcodes are missing or wrong, as the issue asks. */
const DIRT = {
  noPostcode: 0.25,
  formerPostcode: 0.15,
  mistypedPostcode: 0.1,
  typo: 0.05,
  nickname: 0.08,
  swapped: 0.01,
  halfName: 0.03,
  birthSlip: 0.02,
  birthSwapped: 0.01,
  placeholder: 0.01,
  noUpn: 0.1,
  wrongSex: 0.01,
} as const;

/**
 * The records of a made-up borough with that many children, siblings and twins among them, dirtied as records are, and
 * labelled by how they were made. The same for the same seed.
 */
export function* dirtyBorough(children: number, seed: number): Generator<Labelled> {
  for (const child of familiesOf(children, seed)) {
    for (const keeper of KEEPERS) {
      const pen = new Pen(seededFor(seed, keeper.sector, child.number));
      if (pen.chance(keeper.knows)) yield recordOf(child, keeper, pen);
    }
  }
}

function recordOf(child: Child, keeper: Keeper, pen: Pen): Labelled {
  const [givenName, familyName] = namesIn(child, pen);
  return {
    id: `${keeper.sector}-${child.number}`,
    who: String(child.number),
    sector: keeper.sector,
    givenName,
    familyName,
    birthDate: birthIn(child, pen),
    sex: pen.chance(DIRT.wrongSex) ? '' : child.sex,
    ...addressIn(child, keeper, pen),
    nhsNumber: pen.chance(keeper.numbered) ? demoNhsNumber(child.number) : '',
    ...(keeper.hasUpn && !pen.chance(DIRT.noUpn) ? { upn: upnOf(child.number) } : {}),
  };
}

const upnOf = (number: number): string =>
  demoUpn(String(1_000 + Math.floor(number / 100_000)), Math.floor(number / 1_000) % 100, number % 1_000);

function namesIn(child: Child, pen: Pen): readonly [string, string] {
  let [given, family] = [child.givenName, child.familyName];
  if (pen.chance(DIRT.nickname)) given = pen.otherForm(given);
  if (pen.chance(DIRT.halfName)) family = pen.oneHalf(family);
  if (pen.chance(DIRT.typo)) given = pen.typo(given);
  if (pen.chance(DIRT.typo)) family = pen.typo(family);
  return pen.chance(DIRT.swapped) ? [family, given] : [given, family];
}

function birthIn({ birthDate }: Child, pen: Pen): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  if (pen.chance(DIRT.placeholder)) return `${year}-01-01`;
  if (pen.chance(DIRT.birthSwapped) && Number(day) <= 12) return `${year}-${day}-${month}`;
  return pen.chance(DIRT.birthSlip) ? pen.otherDigit(birthDate) : birthDate;
}

function addressIn(child: Child, { hasAddress }: Keeper, pen: Pen): Partial<Stated> {
  const moved = pen.chance(DIRT.formerPostcode);
  const home = moved ? child.formerHome : child.home;
  const lines = hasAddress && pen.chance(0.7) ? { addressLines: [home.line] } : {};
  if (pen.chance(DIRT.noPostcode)) return lines;
  const mistyped = pen.chance(DIRT.mistypedPostcode / (1 - DIRT.noPostcode));
  return { ...lines, postcode: mistyped ? pen.otherSign(home.postcode) : home.postcode };
}
