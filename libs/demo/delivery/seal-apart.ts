import type { SealedPairs } from '@tributary/identity';
import type { Adopted } from '../borough/look-alikes';
import { hatOf } from '../stories/deeds';

export type SealingRoom = Pick<SealedPairs, 'open' | 'list'>;

/** As much of a receipt as names the child. */
type Receipt = Readonly<{ records: readonly Readonly<{ childId?: string }>[] }>;

export const TEAM = hatOf({
  practitioner: 'p-thistlewood',
  role: 'adoption-team-manager',
  agency: 'wexbourne-council',
});

/** The adoption team seals who the child was, by the receipt of the file that told of them. Done again it changes nothing. */
export async function sealApart(sealed: SealingRoom, { becomes }: Adopted, { records }: Receipt): Promise<void> {
  const child = records[0]?.childId;
  if (child === undefined || (await sealed.list(TEAM)).length > 0) return;
  const { nhsNumber, givenName, familyName, birthDate } = becomes;
  // Names beside the first of a month tell nobody apart: the hub refuses them.
  const named = birthDate.endsWith('-01') ? {} : { givenName, familyName, birthDate };
  await sealed.open(TEAM, { child, becomes: { nhsNumber, ...named } });
}
