import { isEvent } from '@tributary/catalogue';
import { type ChildId, childStream, type Envelope, type RecordId, type StreamId } from '@tributary/kernel';
import type { Evidence } from '../domain/decide-child';

/** How a record came to its child: by which method or whose word, when, and on what evidence. */
export type RecordLink = Readonly<{
  recordId: RecordId;
  agency: string;
  /** `first`: the child was registered for this record. */
  method: string;
  at: string;
  by: string | null;
  role: string | null;
  reason: string | null;
  weights: string | null;
  probability: number | null;
  evidence: Evidence;
}>;

type Of = Readonly<{ child: ChildId; records: readonly Readonly<{ recordId: RecordId; agency: string }>[] }>;

/** As the child's own stream tells it, the last link of each record that it has now. */
export async function linksOf(
  { child, records }: Of,
  load: (stream: StreamId) => Promise<readonly Envelope[]>,
): Promise<readonly RecordLink[]> {
  const events = await load(childStream(child));
  const links = events.filter((event) => isEvent(event, 'identity.record-linked'));
  const first = events.find((event) => isEvent(event, 'identity.child-registered'));
  return records.flatMap(({ recordId, agency }): RecordLink[] => {
    const link = links.findLast(({ data }) => data.recordId === recordId);
    const of = { recordId, agency };
    if (!link) return first ? [{ ...of, ...FIRST, at: first.receivedAt }] : [];
    const { method, by, role, reason, weights, probability, evidence } = link.data;
    return [
      {
        ...{ ...of, method, at: link.receivedAt, evidence, by: by ?? null, role: role ?? null, reason: reason ?? null },
        ...{ weights: weights ?? null, probability: probability ?? null },
      },
    ];
  });
}

const FIRST = {
  ...{ method: 'first', by: null, role: null, reason: null, weights: null, probability: null },
  evidence: [],
} as const;
