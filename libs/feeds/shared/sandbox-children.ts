import type { PlainDate } from '@tributary/kernel';

/** A child that does not exist, whom every sandbox knows: made up, with numbers that are given to nobody. */
export type SandboxChild = Readonly<{
  /** Its number in a sender's system: `S-01`. */
  ownNumber: string;
  givenName: string;
  familyName: string;
  birthDate: PlainDate;
  sex: 'female' | 'male';
  postcode: string;
  nhsNumber: string;
  upn: string;
}>;

/** LAESTAB of a school that is none. */
export const SANDBOX_SCHOOL = '9999990';

const child = (
  ownNumber: string,
  names: string,
  born: string,
  [sex, postcode, nhsNumber, upn]: readonly [SandboxChild['sex'], string, string, string],
): SandboxChild => {
  const [givenName = '', familyName = ''] = names.split(' ');
  return { ownNumber, givenName, familyName, birthDate: born as PlainDate, sex, postcode, nhsNumber, upn };
};

/**
 * Names as they trouble systems (two surnames, an apostrophe, letters beyond English, twins at one address). NHS numbers
 * are of the range 999, pupil numbers of authority 999: neither is anybody's.
 */
export const SANDBOX_CHILDREN: readonly SandboxChild[] = [
  child('S-01', 'Wren Sandling', '2014-05-12', ['female', 'WX99 1AA', '9999000002', 'P999999915900']),
  child('S-02', 'Robin Sandling-Fore', '2013-11-23', ['male', 'WX99 1AB', '9999000150', 'D999999915901']),
  child('S-03', 'Jay O’Sandbourne', '2012-02-29', ['male', 'WX99 1AD', '9999000304', 'T999999915902']),
  child('S-04', 'Pip Sandtwin', '2015-08-31', ['female', 'WX99 2AA', '9999000452', 'G999999915903']),
  child('S-05', 'Kit Sandtwin', '2015-08-31', ['male', 'WX99 2AA', '9999000606', 'W999999915904']),
  child('S-06', 'Zoë Sandmøre', '2010-03-27', ['female', 'WX99 2AB', '9999000754', 'K999999915905']),
  child('S-07', 'Finch Sandgate', '2009-10-25', ['male', 'WX99 2AD', '9999000908', 'Z999999915906']),
  child('S-08', 'Heron Sandgate', '2017-12-24', ['female', 'WX99 2AD', '9999001068', 'N999999915907']),
  child('S-09', 'Lark Sandiford', '2016-07-07', ['female', 'WX99 3AA', '9999001203', 'C999999915908']),
  child('S-10', 'Martin Sandiford', '2011-01-19', ['male', 'WX99 3AA', '9999001351', 'R999999915909']),
  child('S-11', 'Rook Sandhurstine', '2008-09-16', ['male', 'WX99 3AB', '9999001505', 'C999999915910']),
  child('S-12', 'Dove Sandwell-Ames', '2020-04-02', ['female', 'WX99 3AD', '9999001653', 'R999999915911']),
];
