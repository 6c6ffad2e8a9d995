import type { Instant, NewEvent, RecordRef, StreamId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import { planAppend, type Planned } from '../domain/plan-append';
import { acceptedRecord, addCounts, type Counts, countsOf, type ReceiptRecord } from '../domain/receipt';
import type { RecordStatements } from '../domain/statement';
import { unmappedIn } from '../mapping/unmapped';
import { droppedIn, factsIn, type GroupEntry, inOrder } from '../pipeline/group-parts';
import type { DeliveryStamp } from '../pipeline/ports';
import { settledOf, Stating } from '../pipeline/stating';
import { sequenceText } from '../storage/tables';
import type { Box } from './box';
import { BoxIdentity } from './box-identity';
import type { Effect, Match, SandboxReceipt, SandboxRecord, WouldBeEvent } from './receipt';

export type Rehearsal = Readonly<{
  stamp: DeliveryStamp;
  /** Of the agency that sends. */
  sector: string;
  entries: readonly GroupEntry[];
  /** Of a return: what it no longer names is taken back. */
  scope?: string;
}>;
export type Rehearsed = Pick<SandboxReceipt, 'counts' | 'records' | 'unmapped'>;

/**
 * What the borough would make of a delivery after those that the sandbox remembers: by the same statements, the same
 * matching and the same plan as a delivery proper, held against the sandbox alone. Nothing is appended anywhere.
 */
export async function rehearse(given: Rehearsal, box: Box, hashes: Pick<Vault, 'ref'>): Promise<Rehearsed> {
  const { stamp, entries, scope } = given;
  const identity = new BoxIdentity(box, hashes, given.sector);
  const stating = new Stating(
    { hashes, identity, store: box, itemsOf: async (streams) => box.itemsOf(streams) },
    stamp,
  );
  const stated = await stating.of(entries);
  const { outcomes, events } = planned(stated.records, box, stamp.receivedAt);
  const settled = settledOf(stated, outcomes);
  const parked = entries.filter(({ kind }) => kind === 'parked').length;
  const lines = inOrder(entries, settled).map((line) => lineOf(line, events, box));
  const unnamed = scope === undefined ? undefined : takenBack(stating, box, { scope, at: stamp.receivedAt });
  return {
    counts: addCounts(countsOf([...settled.values()], parked, droppedIn(entries)), unnamed?.counts ?? NOTHING),
    records: [...lines, ...(unnamed?.records ?? [])],
    unmapped: unmappedIn(factsIn(entries)),
  };
}

const NOTHING: Counts = countsOf([], 0, 0);
type Plan = Readonly<{ outcomes: Planned['outcomes']; events: ReadonlyMap<string, WouldBeEvent> }>;

function planned(records: readonly RecordStatements[], box: Box, at: Instant): Plan {
  const plan = planAppend(records, box.view(at), { delivery: sequenceText(box.delivery), knownLate: box.late });
  const events = effectsOf(plan.plan.events, box);
  box.apply(plan);
  return { outcomes: plan.outcomes, events };
}

function takenBack(stating: Stating, box: Box, { scope, at }: Readonly<{ scope: string; at: Instant }>) {
  const items = box.notNamed(stating.scopeHash(scope));
  const { outcomes, events } = planned(stating.takenBack(items, 'no longer in the return'), box, at);
  const counted = outcomes.filter((outcome) => outcome.eventIds.length > 0);
  return {
    counts: countsOf(counted, 0, 0),
    records: counted.map((outcome) => lineOf(acceptedRecord(outcome), events, box)),
  };
}

/** In the order of the delivery: what a later line says of the same thing corrects an earlier one. */
function effectsOf(events: readonly NewEvent[], box: Box): ReadonlyMap<string, WouldBeEvent> {
  const standing = new Map<string, boolean>();
  return new Map(
    events.map((event) => {
      const { item, revision } = sourceOf(event);
      const name = `${event.streamId} ${item}`;
      const before = standing.get(name) ?? box.stands({ streamId: event.streamId, item });
      const effect = effectOf(event, before, revision);
      if (effect !== 'late') standing.set(name, effect !== 'taken-back');
      return [event.id, wouldBe(event, effect)];
    }),
  );
}

function effectOf(event: NewEvent, before: boolean, revision: string): Effect {
  if (event.type === 'record.fact-retracted') return 'taken-back';
  // As `lateRevision` writes it: below all that holds.
  if (revision.startsWith('-')) return 'late';
  return before ? 'corrected' : 'stated';
}

const sourceOf = ({ source }: NewEvent): Readonly<{ item: RecordRef; revision: string }> =>
  'record' in source
    ? { item: source.record, revision: source.revision ?? '' }
    : { item: '' as RecordRef, revision: '' };

const wouldBe = ({ type, dataClass, retention, release, occurred, data }: NewEvent, effect: Effect): WouldBeEvent => ({
  ...{ type, effect, dataClass, retention, occurred },
  held: release.state === 'held',
  data: data as object,
});

function lineOf(
  { eventIds = [], streamId, redriven: _never, ...line }: ReceiptRecord,
  events: Plan['events'],
  box: Box,
): SandboxRecord {
  const made = eventIds.flatMap((id) => events.get(id) ?? []);
  const child = streamId === undefined ? undefined : matchIn(box, streamId as StreamId);
  return { ...line, ...(child ? { child } : {}), ...(made.length > 0 ? { events: made } : {}) };
}

const matchIn = (box: Box, stream: StreamId): Match | undefined =>
  [...box.records.values()].find(({ streamId }) => streamId === stream)?.match;
