import { type Decisions, lineAbove } from '@tributary/chronology';
import { isShut } from './access';
import type { Deciding, SaidOf } from './domain/said-events';

/** The first in the line above either of the two who differ whom nothing bars from the children. */
export async function seniorOf(
  { viewer, pair, view }: Deciding<SaidOf>,
  decisions: Pick<Decisions, 'refusalOf'>,
): Promise<string | undefined> {
  const first = pair.opinions[0];
  const stewards = [...(first ? [{ ...first, practitioner: first.by }] : []), viewer];
  for (const one of stewards.flatMap((steward) => lineAbove(view, steward))) {
    if (stewards.some(({ practitioner }) => practitioner === one.practitioner)) continue;
    if (!(await isShut(decisions, one, pair))) return one.practitioner;
  }
  return undefined;
}
