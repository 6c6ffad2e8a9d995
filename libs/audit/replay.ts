import { type Hidden, withoutLocation } from '@tributary/access';
import {
  answering,
  chronologyOf,
  confirmationsAt,
  FRESH_FOR_MS,
  type Judge,
  type Question,
  type Reference,
  type RefOf,
  statusOf,
} from '@tributary/chronology';
import {
  type AgencyId,
  canonicalJson,
  formatPosition,
  type ChildId,
  type FeedPosition,
  type Recorded,
} from '@tributary/kernel';
import type { Versions } from './versions';

/** What is to be replayed: one child, as one question puts it, from the events up to one position. */
export type ReplayRequest = Readonly<{
  child: ChildId;
  /** What the child was called in the request; no id stands in an answer that two agencies share. */
  reference: Readonly<{ agency: AgencyId; child: string }>;
  question: Question;
  /** A code word (`practice-review`): why it is asked. It stands in the ledger. */
  purpose: string;
  position: FeedPosition;
}>;

/** Where the events come from; a store and a topic give the same. */
export interface ReplaySource {
  /** The child's stream, its records' and the status feeds' deliveries, none above the position, in feed order. */
  history(child: ChildId, reference: Reference, upTo: FeedPosition): Promise<readonly Recorded[]>;
}

export type ReplaySetting = Readonly<{
  /** The directory in force at the time asked about. */
  reference: Reference;
  /** What the auditor may see: what is held back stays inside its audience here too. */
  judge: Judge;
  /** What of the child's location must stand in no answer; sealed today, it is sealed of every earlier day. */
  hidden: Hidden | undefined;
  refOf: RefOf;
  versions: Versions;
  /** How old a status may be, in milliseconds. Default: two days. */
  statusLimitMs?: number;
}>;

const COVERS =
  'Everything appended and linked by then (available), or recorded by the agency by then (held). ' +
  'Grounds and agreements of that day are not applied.';

/**
 * A replay as canonical JSON: the same request gives the same bytes, whenever and from whichever source it is run,
 * by the same versions, as long as nothing in it was erased.
 */
export async function replay(request: ReplayRequest, source: ReplaySource, setting: ReplaySetting): Promise<string> {
  const recorded = await source.history(request.child, setting.reference, request.position);
  return canonicalJson(replayOf(recorded, request, setting));
}

/** The same from events at hand. Pure. */
export function replayOf(recorded: readonly Recorded[], request: ReplayRequest, setting: ReplaySetting): object {
  const { child, question } = request;
  const { refOf, statusLimitMs } = setting;
  const { currencyOf } = setting.reference;
  const seen = seenBy(setting.judge, recorded);
  const asked = answering(seen, child, question);
  const confirmations = confirmationsAt(recorded, question.at);
  const freshness = { currencyOf, confirmations, limitMs: statusLimitMs ?? FRESH_FOR_MS };
  const answer = {
    header: headerOf(request, setting),
    entries: chronologyOf(seen, question, { child, currencyOf, history: true }),
    status: statusOf(asked, question.at, freshness, refOf),
  };
  return withoutLocation(answer, setting.hidden);
}

function headerOf({ reference, question, purpose, position }: ReplayRequest, setting: ReplaySetting): object {
  return {
    position: formatPosition(position),
    reference,
    view: question.view,
    for: question.view === 'held' ? question.for : null,
    asKnownOn: question.at,
    purpose,
    covers: COVERS,
    versions: { ...setting.versions, directory: setting.reference.version },
  };
}

/** What is no agency's statement stays in: links and deliveries say nothing of their own here. */
export function seenBy(judge: Judge, recorded: readonly Recorded[]): readonly Recorded[] {
  return recorded.filter(({ event: { id, type, source, dataClass, release } }) => {
    if (!('agency' in source)) return true;
    return judge({ type, agency: source.agency, dataClass, release, eventId: id }).level === 'content';
  });
}
