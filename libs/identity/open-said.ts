import type { RecordId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Said } from './domain/person';

/** What a record says, with the sector of the agency that says it. */
export type Spoken = Said & Readonly<{ sector: string }>;
type Sealed = Readonly<{ recordId: RecordId; sealed: Buffer }>;

/** What a record said of the person, with the sector of the agency that said it. */
export const openSaid = (vault: Pick<Vault, 'openIdentity'>, { recordId, sealed }: Sealed): Spoken =>
  JSON.parse(vault.openIdentity(sealed, aadOf(recordId)).toString()) as Spoken;

export const aadOf = (id: RecordId): Buffer => Buffer.from(`identity/record/${id}`);
