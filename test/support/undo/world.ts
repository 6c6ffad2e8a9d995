import { definitionOf, type EventType } from '@tributary/catalogue';
import { firstSightEvents, type Resolution } from '@tributary/identity';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  childStream,
  type EventId,
  type FeedId,
  type Instant,
  type NewEvent,
  type PlainDate,
  type PractitionerId,
  type RecordId,
  recordStream,
  type RoleCode,
  type Source,
  type StreamId,
  uuidv7,
} from '@tributary/kernel';
import type { InProcess } from '../in-process';
import { loadChild } from '../people';
import { ago, type Fact, SPEAKER_NAMES, type Speaker, SPEAKERS } from './facts';

export type Who = 'A' | 'B';
/** What is said, of whom, and how many days ago it happened. */
export type Saying = Readonly<{ who: Who; fact: Fact; days: number }>;
type Said = Saying & Readonly<{ name: string }>;

const steward = (reason: string) => ({
  by: 'p-ellingham' as PractitionerId,
  role: 'data-steward' as RoleCode,
  reason,
});

/** Two children whom four agencies know, each by a record of its own. */
export class World {
  private readonly events = new Map<string, string>();
  /** B's, where B's records had been taken for A's from the first. */
  private parted: ChildId | undefined;

  private constructor(
    private readonly house: InProcess,
    private readonly sights: ReadonlyMap<string, Resolution>,
  ) {}

  /**
   * `number`: of the first of the two, so that nobody is alike in two worlds. `superseding`: B's records say that their NHS
   * number superseded A's, and are A's at first sight.
   */
  static async begin(house: InProcess, number: number, superseding = false): Promise<World> {
    const places = (['A', 'B'] as const).flatMap((who) => SPEAKER_NAMES.map((by) => ({ who, by })));
    const asked = places.map(({ who, by }) => {
      const { agency, sector } = SPEAKERS[by];
      const [one, other] = [loadChild(number), loadChild(number + 1)];
      const { givenName, familyName, birthDate } = who === 'A' || superseding ? one : other;
      const { nhsNumber } = who === 'A' ? one : other;
      const said = { givenName, familyName, birthDate: birthDate as PlainDate, nhsNumber, nhsNumberStatus: '01' };
      const former = who === 'B' && superseding ? { formerNhsNumbers: [one.nhsNumber] } : {};
      const sighting = { system: 'own', localId: `${number}-${who}`, ...said, ...former };
      return { agency: agency as AgencyId, sector, sighting };
    });
    const found = await house.rooms.identity.resolve(asked);
    const sights = new Map(
      found.flatMap((sight, i) => (sight ? [[`${places[i]?.who}.${places[i]?.by}`, sight] as const] : [])),
    );
    const world = new World(house, sights);
    for (const sight of sights.values()) await world.firstSeen(sight);
    return world;
  }

  childOf(who: Who): ChildId {
    if (who === 'B' && this.parted) return this.parted;
    return this.sightOf(who, 'council').childId;
  }

  recordOf(who: Who, by: Speaker): RecordId {
    return this.sightOf(who, by).recordId;
  }

  /** What a spec calls it: a child, a record or an event of this world. Throws for one of none. */
  nameOf(kind: 'child' | 'record' | 'event', id: string): string {
    const named = {
      child: () => (['A', 'B'] as const).find((who) => this.childOf(who) === id),
      record: () => [...this.sights].find(([, { recordId }]) => recordId === id)?.[0],
      event: () => this.events.get(id),
    }[kind]();
    if (named === undefined) throw new Error(`nothing of this world explains the ${kind} ${id}`);
    return named;
  }

  knows(event: string): boolean {
    return this.events.has(event);
  }

  async says({ who, fact, days, name }: Said): Promise<void> {
    await this.append(who, fact, { type: fact.type, data: fact.data(ago(days)), name, day: ago(days) });
  }

  /** Its source takes back what it said. */
  async takesBack({ who, fact, days, name }: Said): Promise<void> {
    const data = { type: fact.type, reason: 'withdrawn' };
    await this.append(who, fact, { type: 'record.fact-retracted', data, name, day: ago(days) });
  }

  /** B's records of those agencies are taken for A's; all of them as one child. */
  async link(moved: readonly Speaker[]): Promise<void> {
    const { desk } = this.house.rooms;
    const [to, decision] = [this.childOf('A'), steward('They look alike')];
    if (moved.length === SPEAKER_NAMES.length) await desk.merge(this.childOf('B'), to, decision);
    else for (const by of moved) await desk.link(this.recordOf('B', by), to, decision);
  }

  async unlink(moved: readonly Speaker[]): Promise<void> {
    const { desk } = this.house.rooms;
    const [from, decision] = [this.childOf('A'), steward('They are cousins')];
    const records = moved.map((by) => this.recordOf('B', by));
    if (records.length > 1) this.parted = (await desk.split(from, records, decision)).childId;
    else for (const record of records) await desk.unlink(record, from, decision);
  }

  private sightOf(who: Who, by: Speaker): Resolution {
    const sight = this.sights.get(`${who}.${by}`);
    if (!sight) throw new Error(`${who} has no record of the ${by}`);
    return sight;
  }

  private async firstSeen(sight: Resolution): Promise<void> {
    const record = recordStream(sight.recordId);
    await this.house.base.store.append({ streams: [record, childStream(sight.childId)] }, (view) => ({
      events: firstSightEvents(sight, { at: view.now, correlationId: uuidv7(), causationId: uuidv7() }),
      links: [{ streamId: record, childId: sight.childId }],
    }));
  }

  private async append(who: Who, { by }: Fact, told: Told & Readonly<{ name: string }>): Promise<void> {
    const { agency, feed } = SPEAKERS[by];
    const streamId = recordStream(this.recordOf(who, by));
    const record = this.house.base.vault.ref('item', `${who} ${told.name}`);
    const source = { agency: agency as AgencyId, feed: feed as FeedId, record };
    const { events } = await this.house.base.store.append({ streams: [streamId] }, (view) => ({
      events: [eventOf(told, { streamId, source, childId: view.head(streamId)?.childId ?? null, now: view.now })],
    }));
    for (const { id } of events) this.events.set(id, `${told.name} ${told.type}`);
  }
}

/** The council's live feed has spoken, and so confirms what it has said and what it has not. */
export async function councilDelivers({ base }: InProcess): Promise<void> {
  const { feed } = SPEAKERS.council;
  const streamId = `practice-${feed}` as StreamId;
  const data = { feed, receipt: uuidv7(), accepted: 1, duplicate: 0, parked: 0 };
  await base.store.append({ streams: [streamId] }, ({ now }) => ({
    events: [
      eventOf(
        { type: 'practice.delivery-completed', data },
        { streamId, now, childId: null, source: { system: 'hub' } },
      ),
    ],
  }));
}

type Told = Readonly<{ type: EventType; data: object; day?: PlainDate }>;
type Place = Readonly<{ streamId: StreamId; source: Source; childId: ChildId | null; now: Instant }>;

function eventOf({ type, data, day }: Told, { streamId, source, childId, now }: Place): NewEvent {
  const definition = definitionOf(type);
  if (!definition) throw new Error(`${type} is not in the catalogue`);
  const id = uuidv7() as EventId;
  const { dataClass, retention, version } = definition;
  return {
    ...{ id, type, data, streamId, childId, dataClass, retention, source, receivedAt: now },
    ...{ schemaVersion: version, release: { state: 'open' } },
    occurred: day ? { on: day } : { at: now },
    supply: { controller: 'wexbourne-council' as AgencyId, agreement: 'social-care-1' as AgreementVersion },
    correlationId: id,
    causationId: id,
  };
}
