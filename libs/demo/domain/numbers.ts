import { isValidUpn } from '@tributary/catalogue';

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** An NHS number of the range 999, which is given to nobody, with a valid check digit. Each `number` has its own. */
export function demoNhsNumber(number: number): string {
  // Numbers whose check digit would be 10 don't exist: those are passed over.
  for (let serial = number * 3; ; serial += 1) {
    const digits = `999${String(serial).padStart(6, '0')}`;
    const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${digits}${check}`;
  }
}

/** A unique pupil number of authority 999 with a valid check letter; `school` is the last four digits of the LAESTAB. */
export function demoUpn(school: string, year: number, serial: number): string {
  const digits = `999${school}${String(year).padStart(2, '0')}${String(serial).padStart(3, '0')}`;
  const letter = [...UPN_LETTERS].find((one) => isValidUpn(`${one}${digits}`));
  if (!letter) throw new Error('the school is not four digits, the year not two or the serial not three');
  return `${letter}${digits}`;
}

const ENDINGS = 'ABDEFGHJLNPQRSTUWXYZ';
/** A postcode of an area that does not exist, one for each number below 18,000. */
export function demoPostcode(number: number): string {
  const [district, sector, last] = [10 + (number % 90), Math.floor(number / 90) % 10, Math.floor(number / 900)];
  return `WX${district} ${sector}${ENDINGS.charAt(last % 20)}${ENDINGS.charAt((number * 7) % 20)}`;
}
