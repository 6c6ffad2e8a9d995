import { demoNhsNumber, demoUpn } from '@tributary/demo';

/** A child of the load: unique in every field, so that a leak of any of them can be found. */
export type LoadChild = Readonly<{
  number: number;
  givenName: string;
  familyName: string;
  birthDate: string;
  nhsNumber: string;
  upn: string;
  postcode: string;
}>;

const SYLLABLES = [
  'bra',
  'cul',
  'dor',
  'fen',
  'gil',
  'hask',
  'jor',
  'kel',
  'lun',
  'mor',
  'nax',
  'pell',
  'quor',
  'rist',
  'sev',
  'tam',
];

/** A word that stands for a number, and for that alone. */
function word(number: number, salt: number): string {
  let rest = number * 16 + salt;
  let out = '';
  do {
    out += SYLLABLES[rest % 16];
    rest = Math.floor(rest / 16);
  } while (rest > 0);
  return out.charAt(0).toUpperCase() + out.slice(1);
}

export function loadChild(number: number): LoadChild {
  const day = new Date(Date.UTC(2010, 0, 2) + (number % 3_000) * 86_400_000).toISOString().slice(0, 10);
  return {
    number,
    givenName: word(number, 3),
    familyName: word(number, 11),
    birthDate: day.endsWith('-01') ? day.replace(/-01$/, '-02') : day,
    nhsNumber: demoNhsNumber(number),
    upn: demoUpn(String(1_000 + Math.floor(number / 100_000)), Math.floor(number / 1_000) % 100, number % 1_000),
    postcode: `ZZ${(number % 90) + 10} ${Math.floor(number / 90) % 10}ZZ`,
  };
}
