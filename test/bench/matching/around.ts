import type { Stated } from '@tributary/matching';
import type { Child } from './families';
import { type Keeping, NO_PARENT_MORE, PARENT_NAME, TRAVELLER_AROUND } from './groups/around-rates';
import { NAME_RATES } from './groups/rates';
import { respelt } from './groups/respell';
import type { Grown } from './households';
import type { Pen } from './slips';

type Around = Pick<Stated, 'parents' | 'school' | 'formerPostcodes'>;

/** Older children are at school by their date of birth; younger ones have a place where education keeps a record of them. */
const OF_SCHOOL_AGE = '2021-09-01';
const AT_SECONDARY = '2014-09-01';

/** What a record says of parents and school, as whoever keeps it would have it. */
export function aroundIn(child: Child, keeping: Keeping, pen: Pen): Around {
  const parents = parentsIn(child, keeping, pen);
  const school = schoolIn(child, keeping, pen);
  return { ...(parents.length > 0 ? { parents } : {}), ...(school === undefined ? {} : { school }) };
}

function parentsIn(child: Child, keeping: Keeping, pen: Pen): readonly string[] {
  const { origin, ethnicity, household } = child;
  const lacking = NO_PARENT_MORE[ethnicity] + (origin === 'traveller' ? TRAVELLER_AROUND.noParentMore : 0);
  if (!pen.chance(keeping.parent - lacking)) return [];
  const { mother, father, oneParent, other } = household;
  const inOrder = pen.chance(keeping.fatherFirst) && !oneParent ? [father, mother] : [mother, father];
  const named = inOrder.slice(0, !oneParent && pen.chance(keeping.secondParent) ? 2 : 1);
  return named.map((one) => writtenDown(pen.chance(keeping.otherCarer) ? other : one, child, pen));
}

function writtenDown(parent: Grown, { familyName }: Child, pen: Pen): string {
  const rates = NAME_RATES[parent.origin];
  let { given, family } = parent;
  if (pen.chance(PARENT_NAME.word)) return pen.pick(['Mum', 'Mother', 'Dad', 'Parent']);
  if (pen.chance(rates.goesBy + PARENT_NAME.goesBy)) given = parent.otherGiven;
  if (pen.chance(PARENT_NAME.otherFamily)) family = parent.otherFamily;
  else if (pen.chance(PARENT_NAME.childsFamily)) family = familyName;
  if (pen.chance(PARENT_NAME.nickname)) given = pen.otherForm(given);
  if (pen.chance(rates.respelt)) given = respelt(given, parent.origin, pen);
  if (pen.chance(rates.familyRespelt)) family = respelt(family, parent.origin, pen);
  if (pen.chance(rates.typo)) given = pen.typo(given);
  if (pen.chance(rates.typo)) family = pen.typo(family);
  if (pen.chance(PARENT_NAME.initial)) given = given.charAt(0);
  const title = `${pen.pick(['Mrs', 'Ms', 'Mr', 'Miss'])} `;
  if (pen.chance(PARENT_NAME.titleOnly)) return title + family;
  const whole = pen.chance(rates.swapped) ? `${family} ${given}` : `${given} ${family}`;
  return pen.chance(PARENT_NAME.titled) ? title + whole : whole;
}

function schoolIn({ origin, birthDate, household }: Child, keeping: Keeping, pen: Pen): string | undefined {
  const traveller = origin === 'traveller';
  const own = keeping.otherCode === 0 && keeping.school > 0.9;
  const stated = pen.chance(keeping.school - (traveller ? TRAVELLER_AROUND.noSchoolMore : 0));
  const former = pen.chance(keeping.formerSchool + (traveller ? TRAVELLER_AROUND.formerSchool : 0));
  const underUrn = pen.chance(keeping.otherCode);
  if (!stated || (birthDate >= OF_SCHOOL_AGE && !own)) return undefined;
  const { primary, secondary, formerSchool } = household;
  const today = birthDate < AT_SECONDARY ? secondary : primary;
  const school = former ? formerSchool : today;
  return underUrn ? String(100_000 + school) : `999${2_000 + school}`;
}
