import { isEvent } from '@tributary/catalogue';
import type { AgencyId, Envelope, EventId } from '@tributary/kernel';
import { lastWords, type Statement } from './statement';

const PROTECTED = 'agency.address-protected';
/** Types by which an agency says that an address is protected, or no more; a retraction takes either back. */
export const ADDRESS_TYPES: readonly string[] = [PROTECTED, 'agency.address-protection-ended'];

/** Whether a record of the child bears the marker now: the last word on some item says so. */
export const isAddressProtected = (said: readonly Statement[]): boolean =>
  [...lastWords(said).values()].some(({ type }) => type === PROTECTED);

/** A seal that somebody set by hand and nobody has lifted. */
export type Seal = Readonly<{ id: EventId; agency: AgencyId }>;

export function sealsOn(childEvents: readonly Envelope[]): readonly Seal[] {
  const lifted = new Set(
    childEvents.flatMap((event) => (isEvent(event, 'governance.location-unsealed') ? [event.data.seal] : [])),
  );
  return childEvents.flatMap((event) =>
    isEvent(event, 'governance.location-sealed') && !lifted.has(event.id)
      ? [{ id: event.id, agency: event.data.agency as AgencyId }]
      : [],
  );
}
