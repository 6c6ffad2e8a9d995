import { seededFor } from '@tributary/demo';
import { variantLists } from '@tributary/matching';
import { Pen } from './slips';

type Home = Readonly<{ postcode: string; line: string }>;

export type Child = Readonly<{
  number: number;
  givenName: string;
  familyName: string;
  birthDate: string;
  sex: 'male' | 'female';
  home: Home;
  formerHome: Home;
}>;

/** Of one birth in a hundred there are two: about as in England (Office for National Statistics, birth characteristics). */
const TWINS = 0.015;
const DOUBLED = 0.12;
const SYLLABLES =
  'bra cul dor fen gil has jor kel lun mor nax pel quo ris sev tam wen yar thorn wick shaw combe ley ton'.split(' ');
/** Names that have several forms first, so that they are common; then made-up ones. */
const GIVEN = [...variantLists().map((forms) => forms[0] ?? ''), ...made(900, 2)];
const FAMILY = made(12_000, 3);

/** Families of one to four children at one address, in the order of their numbers. */
export function* familiesOf(children: number, seed: number): Generator<Child> {
  for (let number = 0; number < children;) {
    const pen = new Pen(seededFor(seed, 'family', number));
    const size = pen.pick([1, 1, 2, 2, 2, 3, 4]);
    const family = pen.chance(DOUBLED) ? `${oneOf(FAMILY, pen)}-${oneOf(FAMILY, pen)}` : oneOf(FAMILY, pen);
    const shared = { familyName: family, home: homeOf(pen), formerHome: homeOf(pen) };
    let born = bornIn(pen);
    const taken = new Set<string>();
    for (let nth = 0; nth < size && number < children; nth++, number++) {
      if (nth > 0 && !pen.chance(TWINS * 2)) born = bornIn(pen);
      const givenName = otherThan(taken, pen);
      yield { number, givenName, ...shared, birthDate: born, sex: pen.pick(['male', 'female']) };
    }
  }
}

function otherThan(taken: Set<string>, pen: Pen): string {
  for (;;) {
    const name = oneOf(GIVEN, pen);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** The earlier in the list the more common, as names are: the share falls with the square of a number drawn evenly. */
function oneOf(names: readonly string[], pen: Pen): string {
  const place = pen.pick(EVEN) / EVEN.length;
  const jitter = pen.pick(EVEN) / EVEN.length ** 2;
  return names[Math.floor((place + jitter) ** 2 * names.length)] ?? '';
}
const EVEN = Array.from({ length: 1_000 }, (_, at) => at) as [number, ...number[]];

/** Under eighteen, on any day of the year, the first of a month too. */
function bornIn(pen: Pen): string {
  const day = pen.pick(EVEN) * 6 + pen.pick([0, 1, 2, 3, 4, 5]);
  return new Date(Date.UTC(2008, 8, 1) + day * 86_400_000).toISOString().slice(0, 10);
}

/** About one postcode for fifteen homes. */
function homeOf(pen: Pen): Home {
  const [district, sector] = [10 + (pen.pick(EVEN) % 90), pen.pick(EVEN) % 10];
  const unit = `${pen.pick([...'ABDEFGHJ'])}${pen.pick([...'ABDEFGHJLN'])}`;
  const street = `${pen.pick(SYLLABLES) ?? ''}${pen.pick(SYLLABLES) ?? ''} ${pen.pick(['Lane', 'Road', 'Street', 'Close'])}`;
  return { postcode: `WX${district} ${sector}${unit}`, line: `${1 + (pen.pick(EVEN) % 120)} ${street}` };
}

/** Words that nobody is called. */
function made(count: number, syllables: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    let rest = at * 7 + 3;
    let word = '';
    for (let n = 0; n < syllables; n++) {
      word += SYLLABLES[rest % SYLLABLES.length];
      rest = Math.floor(rest / SYLLABLES.length);
    }
    return word.charAt(0).toUpperCase() + word.slice(1);
  });
}
