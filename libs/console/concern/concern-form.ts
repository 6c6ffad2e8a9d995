import type { CodeList } from '@tributary/catalogue';
import { readDate } from '@tributary/feeds';
import { isUuid, type PlainDate } from '@tributary/kernel';
import { textsOf } from '../page/form-texts';
import type { Concern } from './concern-event';

const FIELDS = ['key', 'givenName', 'familyName', 'birthDate', 'postcode', 'concern', 'raisedOn'] as const;
export type Field = (typeof FIELDS)[number];
export type Given = Readonly<Record<Field, string>>;
export type Faults = Readonly<Partial<Record<Field, string>>>;

/** What a form sent. Throws a Problem where somebody made up what a form sends. */
export const givenIn = (form: Readonly<Record<string, unknown>>): Given => textsOf(form, FIELDS);

export const emptyForm = (key: string, today: PlainDate): Given => ({
  ...{ key, givenName: '', familyName: '', birthDate: '', postcode: '', concern: '' },
  raisedOn: asWritten(today),
});

/** As people write a day, and as the hints of the form do: 7/3/2026. */
const asWritten = (day: PlainDate): string => day.split('-').reverse().map(Number).join('/');

const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i;
const DAY = 'Enter a day that exists, like 7/3/2026';

/** What is wrong with each field, in the form's order; none where all is well. */
export function faultsIn(given: Given, list: CodeList, today: PlainDate): Faults {
  const faults: Partial<Record<Field, string>> = {};
  if (given.givenName === '') faults.givenName = 'Enter the child’s first name';
  if (given.familyName === '') faults.familyName = 'Enter the child’s last name';
  if (given.birthDate !== '') Object.assign(faults, dayFault('birthDate', given.birthDate, today));
  if (given.postcode !== '' && !POSTCODE.test(given.postcode)) faults.postcode = 'Enter a full postcode, like WX1 2BB';
  if (!Object.hasOwn(list.codes, given.concern)) faults.concern = 'Choose what it is about';
  return { ...faults, ...dayFault('raisedOn', given.raisedOn, today) };
}

function dayFault(field: 'birthDate' | 'raisedOn', text: string, today: PlainDate): Faults {
  const day = readDate(text);
  if (day === undefined) return { [field]: DAY };
  return day > today ? { [field]: 'Enter today or a day that has passed' } : {};
}

/** Of a form without faults; `fresh` is the key where the form's own is none. */
export function concernIn(given: Given, fresh: string): Concern {
  const [birthDate, raisedOn] = [readDate(given.birthDate), readDate(given.raisedOn)];
  if (raisedOn === undefined) throw new Error('a form with faults was sent on');
  const { givenName, familyName, concern } = given;
  return {
    ...{ key: isUuid(given.key) ? given.key : fresh, givenName, familyName, concern, raisedOn },
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(given.postcode === '' ? {} : { postcode: given.postcode.toUpperCase() }),
  };
}
