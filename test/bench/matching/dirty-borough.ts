import { demoUpn, seededFor } from '@tributary/demo';
import type { Stated } from '@tributary/matching';
import { aroundIn } from './around';
import { type Child, familiesOf, type Population } from './families';
import { KEEPING } from './groups/around-rates';
import { ANY_RECORD, NAME_RATES, NO_NUMBER_MORE, PLACE_RATES, type PlaceRates, TRAVELLER_PLACE } from './groups/rates';
import { respelt } from './groups/respell';
import type { Labelled } from './scored';
import { Pen } from './slips';

type Keeper = Readonly<{
  sector: keyof typeof KEEPING;
  /** Share of the children it has a record of. */
  knows: number;
  /** Share of its records with an NHS number, before what the group lacks. */
  numbered: number;
  hasUpn: boolean;
  hasAddress: boolean;
}>;

/** What agencies know of children: health nearly all with their number, police few and without. */
const KEEPERS: readonly Keeper[] = [
  { sector: 'health', knows: 0.98, numbered: 1, hasUpn: false, hasAddress: true },
  { sector: 'education', knows: 0.85, numbered: 0, hasUpn: true, hasAddress: true },
  { sector: 'social-care', knows: 0.15, numbered: 0.6, hasUpn: true, hasAddress: true },
  { sector: 'police', knows: 0.1, numbered: 0, hasUpn: false, hasAddress: false },
];

/**
 * The records of a made-up borough with that many children, siblings and twins among them, dirtied as records of their
 * groups are, and labelled by how they were made. The same for the same seed.
 */
export function* dirtyBorough(population: Population): Generator<Labelled> {
  for (const child of familiesOf(population)) {
    for (const keeper of KEEPERS) {
      const pen = new Pen(seededFor(population.seed, keeper.sector, child.number));
      const around = new Pen(seededFor(population.seed, keeper.sector, child.number, 'around'));
      if (pen.chance(keeper.knows)) yield recordOf(child, keeper, { pen, around });
    }
  }
}

/** One for what each record has always been made by, and one for what is around the child: neither moves the other. */
type Pens = Readonly<{ pen: Pen; around: Pen }>;

function recordOf(child: Child, keeper: Keeper, { pen, around }: Pens): Labelled {
  const [givenName, familyName] = namesIn(child, pen);
  const { number, origin, ethnicity, quintile } = child;
  const place = origin === 'traveller' ? TRAVELLER_PLACE : PLACE_RATES[quintile];
  const numbered = keeper.numbered * (1 - place.noNumber - NO_NUMBER_MORE[ethnicity]);
  return {
    id: `${keeper.sector}-${number}`,
    who: String(number),
    groups: { ethnicity, 'name-origin': origin, deprivation: quintile, feed: keeper.sector },
    sector: keeper.sector,
    givenName,
    familyName,
    birthDate: birthIn(child, pen),
    sex: pen.chance(ANY_RECORD.noSex) ? '' : child.sex,
    ...addressIn({ child, keeper, place }, { pen, around }),
    ...aroundIn(child, KEEPING[keeper.sector], around),
    nhsNumber: pen.chance(numbered) ? nhsNumberOf(number) : '',
    ...(keeper.hasUpn && !pen.chance(ANY_RECORD.noUpn) ? { upn: upnOf(number) } : {}),
  };
}

/** Valid, of a range that begins with 9 and is given to nobody: room for three million children. */
function nhsNumberOf(number: number): string {
  for (let serial = number * 3; ; serial++) {
    const digits = String(900_000_000 + serial);
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return digits + check;
  }
}

const upnOf = (number: number): string =>
  demoUpn(String(1_000 + Math.floor(number / 100_000)), Math.floor(number / 1_000) % 100, number % 1_000);

const LONGEST_KEPT = 10;

function namesIn(child: Child, pen: Pen): readonly [string, string] {
  const rates = NAME_RATES[child.origin];
  let given = pen.chance(rates.goesBy) ? child.otherGiven : child.givenName;
  let family = pen.chance(rates.otherFamily) ? child.otherFamily : child.familyName;
  if (pen.chance(rates.nickname)) given = pen.otherForm(given);
  if (pen.chance(rates.partGiven)) given = pen.onePart(given);
  if (pen.chance(rates.halfFamily)) family = pen.onePart(family);
  if (pen.chance(rates.respelt)) given = respelt(given, child.origin, pen);
  if (pen.chance(rates.familyRespelt)) family = respelt(family, child.origin, pen);
  if (pen.chance(rates.typo)) given = pen.typo(given);
  if (pen.chance(rates.typo)) family = pen.typo(family);
  if (pen.chance(rates.cutOff)) [given, family] = [given.slice(0, LONGEST_KEPT), family.slice(0, LONGEST_KEPT)];
  return pen.chance(rates.swapped) ? [family, given] : [given, family];
}

function birthIn({ birthDate }: Child, pen: Pen): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  if (pen.chance(ANY_RECORD.placeholder)) return `${year}-01-01`;
  if (pen.chance(ANY_RECORD.birthSwapped) && Number(day) <= 12) return `${year}-${day}-${month}`;
  return pen.chance(ANY_RECORD.birthSlip) ? pen.otherDigit(birthDate) : birthDate;
}

type Placed = Readonly<{ child: Child; keeper: Keeper; place: PlaceRates }>;

function addressIn({ child, keeper, place }: Placed, { pen, around }: Pens): Partial<Stated> {
  const moved = pen.chance(place.formerHome);
  const home = moved ? child.formerHome : child.home;
  const lines = keeper.hasAddress && pen.chance(0.7) ? { addressLines: [home.line] } : {};
  const keepsFormer = around.chance(KEEPING[keeper.sector].addressBefore);
  if (pen.chance(place.noPostcode)) return lines;
  const mistyped = pen.chance(place.mistypedPostcode / (1 - place.noPostcode));
  const postcode = mistyped ? pen.otherSign(home.postcode) : home.postcode;
  return { ...lines, postcode, ...(keepsFormer && !moved ? { formerPostcodes: [child.formerHome.postcode] } : {}) };
}
