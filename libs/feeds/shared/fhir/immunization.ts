import { coded, type CodeOf, NOT_GIVEN } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import { maybe } from '../facts';
import type { Happening } from './happening';
import { neededDay } from './moments';
import { codeOf, extension, type Fhir, part, text } from './node';

/** SNOMED CT and HL7 v3 codes for why a vaccination was not given. */
const REASONS: Readonly<Record<string, CodeOf<typeof NOT_GIVEN>>> = {
  '310376006': 'NO-CONSENT',
  '591000119102': 'DECLINED',
  PATOBJ: 'DECLINED',
  MEDPREC: 'CONTRAINDICATED',
  OSTOCK: 'OUT-OF-STOCK',
  IMMUNE: 'ALREADY-IMMUNE',
};

/** STU3's `notGiven`, the older form's `wasNotGiven`, R4's status. */
const isNotGiven = (immunization: Fhir): boolean =>
  text(immunization, 'notGiven') === 'true' ||
  text(immunization, 'wasNotGiven') === 'true' ||
  text(immunization, 'status') === 'not-done';

/** Given and not given are two items; stating one says that the other does not stand. */
export function vaccination(immunization: Fhir, item: string): readonly Happening[] {
  const procedure = extension(immunization, 'VaccinationProcedure');
  const what = maybe('procedure', procedure && codeOf(procedure, 'valueCodeableConcept'));
  const why = codeOf(part(immunization, 'explanation'), 'reasonNotGiven') ?? codeOf(immunization, 'statusReason');
  const reason = why === undefined ? undefined : coded(NOT_GIVEN, why, undefined, REASONS);
  const on = (): PlainDate =>
    neededDay(
      [
        [immunization, 'occurrenceDateTime'],
        [immunization, 'date'],
      ],
      'The day of the Immunization',
    );
  const given: Happening = {
    type: 'health.vaccination-given',
    item: `${item}/given`,
    on,
    data: (date) => ({ date, ...what }),
  };
  const refused: Happening = {
    type: 'health.vaccination-not-given',
    item: `${item}/not-given`,
    on,
    data: (date) => ({ date, ...what, ...maybe('reason', reason) }),
    ...(reason?.unmapped && { flags: ['code-unmapped'] }),
  };
  return isNotGiven(immunization) ? [refused, { ...given, absent: true }] : [given, { ...refused, absent: true }];
}
