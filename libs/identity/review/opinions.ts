import { isEvent } from '@tributary/catalogue';
import { type Envelope, type PractitionerId, recordStream, type StreamId } from '@tributary/kernel';
import type { Pair, Saying } from './pair';

/** Who said what of a pair, and why, for whoever decides next. */
export type SaidOpinion = Readonly<{ by: PractitionerId; opinion: Saying; reason: string; at: string }>;

/** The words stand in events alone: they are opened with the record's stream, and die with it. */
export async function opinionsOn(
  { recordId, to, opinions }: Pick<Pair, 'recordId' | 'to' | 'opinions'>,
  load: (stream: StreamId) => Promise<readonly Envelope[]>,
): Promise<readonly SaidOpinion[]> {
  if (opinions.length === 0) return [];
  const said = (await load(recordStream(recordId))).filter((event) => isEvent(event, 'identity.match-opinion-given'));
  return opinions.map(({ by, opinion, at }) => {
    const event = said.findLast(({ data }) => data.childId === to && data.by === by);
    return { by, opinion, at, reason: event?.data.reason ?? '' };
  });
}
