import { canonicalJson, type Clock, londonDate, type RecordId, systemClock } from '@tributary/kernel';
import type { Stated } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import { asOn } from './domain/numbers';
import { type Spoken, statedBy } from './domain/person';

type Sealed = Readonly<{ recordId: RecordId; sealed: Buffer }>;

/** What a record said of the person, with the sector of the agency that said it. */
export const openSaid = (vault: Pick<Vault, 'openIdentity'>, { recordId, sealed }: Sealed): Spoken =>
  JSON.parse(vault.openIdentity(sealed, aadOf(recordId)).toString()) as Spoken;

/** The same as the matcher reads it: its numbers as they stand today. `id`: of the record, among those it is matched with. */
export const statedToday = (spoken: Spoken, id = '', clock: Clock = systemClock): Stated =>
  statedBy(spoken.numberPeriods === undefined ? spoken : asOn(spoken, londonDate(clock())), id);

/** The same, as it stands in a record's row. */
export const sealSaid = (vault: Pick<Vault, 'sealIdentity'>, id: RecordId, spoken: Spoken): Buffer =>
  vault.sealIdentity(Buffer.from(canonicalJson(spoken)), aadOf(id));

const aadOf = (id: RecordId): Buffer => Buffer.from(`identity/record/${id}`);
