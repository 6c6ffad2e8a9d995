import {
  ADULT_NAMED,
  catalogue,
  definitionOf,
  type EventDefinition,
  RELATIONSHIP,
  releaseOf,
} from '@tributary/catalogue';
import type { Around, Fact, PersonAround, Sighting } from '@tributary/feeds';
import {
  canonicalJson,
  type ChildId,
  derivedId,
  type EventId,
  londonDate,
  type NewEvent,
  Problem,
  type RecordRef,
  type StreamId,
} from '@tributary/kernel';
import { statedOf } from '@tributary/people';
import type { Vault } from '@tributary/vault';
import type { TrackedItem } from '../domain/plan-append';
import type { Statement } from '../domain/statement';
import type { DeliveryStamp } from './ports';

type Hashes = Pick<Vault, 'ref'>;
type Where = Readonly<{
  streamId: StreamId;
  place: string;
  index: number;
  /** History, whatever the delivery is. */
  backfill?: true;
}>;
type Reason = 'withdrawn' | 'no-longer-stated' | 'purged';

/** Turns facts of one delivery into statements: events with ids that a repetition of the work gives again. */
export class Statements {
  constructor(
    private readonly hashes: Hashes,
    private readonly stamp: DeliveryStamp,
    /** Which reading anew of the delivery it is; what the first reading said has ids of its own. */
    private readonly again?: string,
  ) {}

  itemOf({ item }: Pick<Fact, 'item'>): RecordRef {
    const { agency, feed } = this.stamp;
    return this.hashes.ref('item', agency, feed, item);
  }

  /** `revision`: what orders this statement where the source has no stamp of its own. */
  of(fact: Fact, where: Where): Statement {
    const definition = known(fact.type);
    const item = this.itemOf(fact);
    const { type, data, occurred } = fact;
    return {
      item,
      content: this.hashes.ref('content', canonicalJson({ type, data, occurred })),
      kind: this.kind(where.streamId, type),
      ...(fact.revision === undefined ? {} : { stamp: fact.revision }),
      retracted: fact.retracted === true,
      ...(fact.ifKnown === true && { ifKnown: true as const }),
      event: fact.retracted
        ? this.retraction(definition, item, where, {
            reason: this.again === undefined ? 'withdrawn' : 'no-longer-stated',
            fact,
          })
        : this.event(definition, fact, { item, where }),
    };
  }

  /** Somebody whom a record names around its child. That the day of the delivery is another makes it no other statement. */
  naming(person: PersonAround, { localId, system }: Sighting, stamps: Around, where: Where): Statement {
    const { agency, receivedAt } = this.stamp;
    const { hashes } = this;
    const { item, data, onCard } = statedOf(person, { agency, system, localId }, hashes.ref.bind(hashes));
    const { from, until, alleged } = person;
    const type = alleged ? ADULT_NAMED : RELATIONSHIP;
    const { recordedAt, revision } = stamps;
    const to = until !== undefined && from !== undefined && until >= from ? { to: until } : {};
    const occurred = from === undefined ? { on: londonDate(receivedAt) } : { from, ...to };
    const fact: Fact = { type, data, occurred, item, ...(recordedAt && { recordedAt }) };
    return {
      ...{ item, onCard, retracted: false, kind: this.kind(where.streamId, type) },
      content: hashes.ref('content', canonicalJson({ type, data })),
      ...(revision === undefined ? {} : { stamp: revision }),
      event: this.event(known(type), fact, { item, where }),
    };
  }

  /** Whether an item of a record says how somebody stands to the child; an allegation is in no list of contacts. */
  isNaming({ streamId, kind }: TrackedItem): boolean {
    return kind === this.kind(streamId, RELATIONSHIP);
  }

  /** An item that its source states no longer, as a whole record or in a new return. */
  takenBack(tracked: TrackedItem, where: Where, reason: Reason): Statement | undefined {
    const definition = catalogue.find(({ type }) => this.kind(tracked.streamId, type) === tracked.kind);
    if (!definition) return undefined;
    const { item, kind } = tracked;
    const event = this.retraction(definition, item, where, { reason });
    return { item, kind, content: '', retracted: true, event };
  }

  private kind(streamId: StreamId, type: string): string {
    return this.hashes.ref('kind', streamId, type);
  }

  private event(definition: EventDefinition, fact: Fact, about: { item: RecordRef; where: Where }): NewEvent {
    return {
      ...this.envelope(definition, about.item, about.where),
      type: fact.type,
      schemaVersion: definition.version,
      data: fact.data,
      release: releaseOf(definition, fact.data),
      occurred: fact.occurred,
      ...(fact.recordedAt === undefined ? {} : { recordedAt: fact.recordedAt }),
    };
  }

  private retraction(
    definition: EventDefinition,
    item: RecordRef,
    where: Where,
    given: { reason: Reason; fact?: Fact },
  ): NewEvent {
    const { fact } = given;
    return {
      ...this.envelope(definition, item, where),
      type: RETRACTED.type,
      schemaVersion: RETRACTED.version,
      data: { type: definition.type, reason: given.reason },
      occurred: fact?.occurred ?? { at: this.stamp.receivedAt },
      ...(fact?.recordedAt === undefined ? {} : { recordedAt: fact.recordedAt }),
    };
  }

  /** Class, key and release are the type's own, also for its retraction: else that would tell what it was. */
  private envelope(definition: EventDefinition, item: RecordRef, where: Where) {
    const { deliveryId, agency, feed, controller, agreement, receivedAt, backfill } = this.stamp;
    return {
      id: derivedId(deliveryId, where.place, item, String(where.index), ...(this.again ? [this.again] : [])) as EventId,
      streamId: where.streamId,
      childId: null as ChildId | null,
      dataClass: definition.dataClass,
      retention: definition.retention,
      release: releaseOf(definition),
      receivedAt,
      ...(backfill || where.backfill ? { backfill: true as const } : {}),
      source: { agency, feed, record: item },
      supply: { controller, agreement },
      correlationId: deliveryId,
      causationId: deliveryId,
    };
  }
}

const known = (type: string): EventDefinition => {
  const definition = definitionOf(type);
  if (definition) return definition;
  throw new Problem(
    'type-unknown',
    500,
    'Event type unknown',
    `A feed made an event of type ${type}, which is not in the catalogue.`,
  );
};

const RETRACTED = known('record.fact-retracted');
