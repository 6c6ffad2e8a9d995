import { isEvent } from '@tributary/catalogue';
import type { Envelope } from '@tributary/kernel';
import { type House, wholeStore, without } from './house';
import type { Receipt } from './load';
import { type Columns, type How, READ_MODEL_TABLES } from './read-model-tables';

/** What the ids of one house stand for, in words that every house given the same has in common. */
export class Names {
  private readonly events = new Map<string, string>();
  private readonly children = new Map<string, string>();
  private readonly records = new Map<string, string>();
  private readonly alerts = new Map<string, string>();

  private constructor(receipts: ReadonlyMap<string, Receipt>, store: readonly Envelope[]) {
    const keys = new Map([...receipts].map(([key, { id }]) => [id, key]));
    for (const [key, { records }] of receipts) {
      for (const { place, eventIds = [] } of records) {
        eventIds.forEach((id, n) => this.events.set(id, `${key}, ${place}, ${n}`));
      }
    }
    for (const event of store) {
      if (isEvent(event, 'practice.delivery-completed'))
        this.events.set(event.id, `end of ${keys.get(event.data.receipt)}`);
    }
    for (const event of store) this.nameAbout(event);
    for (const event of store) if (isEvent(event, 'alerting.alert-raised')) this.nameAlert(event);
  }

  /** `receipts` by the keys of their deliveries. */
  static async in(house: House, receipts: ReadonlyMap<string, Receipt>): Promise<Names> {
    return new Names(
      receipts,
      (await wholeStore(house)).map(({ event }) => event),
    );
  }

  of(kind: 'child' | 'record' | 'event' | 'alert', id: string): string {
    const names = { child: this.children, record: this.records, event: this.events, alert: this.alerts }[kind];
    const name = names.get(id);
    if (name === undefined) throw new Error(`no delivery explains the ${kind} ${id}`);
    return name;
  }

  /** A child and a record are called by the first name among their events. */
  private nameAbout({ id, childId, streamId }: Envelope): void {
    const name = this.events.get(id);
    if (name === undefined || !streamId.startsWith('record-')) return;
    const record = streamId.slice('record-'.length);
    this.records.set(record, first(this.records.get(record), name));
    if (childId !== null) this.children.set(childId, first(this.children.get(childId), name));
  }

  private nameAlert({
    streamId,
    data,
  }: Envelope<'alerting.alert-raised', { rule: string; evidence: readonly string[]; statusUnknown?: boolean }>): void {
    const about = this.of('event', data.evidence[0] ?? '');
    this.alerts.set(
      streamId.slice('alert-'.length),
      `${data.rule} of ${about}${data.statusUnknown ? ', unknown' : ''}`,
    );
  }
}

const first = (a: string | undefined, b: string): string => (a === undefined || b < a ? b : a);

/** The rows of each read-model table in words that houses have in common, sorted. */
export type Dump = ReadonlyMap<string, readonly string[]>;

export async function dumpOf({ base, rooms }: House, names: Names): Promise<Dump> {
  const dump = new Map<string, readonly string[]>();
  for (const { name, tables } of rooms.projections) {
    const slot = await base.reads.activeSlot(name);
    for (const table of tables) {
      const { rows } = await base.database.events.query<{ row: Row }>(
        `SELECT to_jsonb(t) AS row FROM ${slot}.${table} t`,
      );
      const columns = READ_MODEL_TABLES[table] ?? {};
      dump.set(table, rows.map(({ row }) => JSON.stringify(inCommon(row, columns, names))).sort());
    }
  }
  return dump;
}

/** How many rows each table has, in words. */
export const sizesOf = (dump: Dump): string => [...dump].map(([table, rows]) => `${table} ${rows.length}`).join(', ');

export type Row = Readonly<Record<string, unknown>>;

/** A row of a read model in words that two who were given the same have in common. Throws for what nothing explains. */
export function inCommon(row: Row, columns: Columns, names: Pick<Names, 'of'>): Row {
  const unknown = Object.keys(columns).filter((column) => !(column in row));
  if (unknown.length > 0) throw new Error(`no such column: ${unknown.join(', ')}`);
  const entries = Object.entries(row).flatMap(([column, value]): [string, unknown][] => {
    const how = columns[column];
    if (how && 'leftOut' in how) return [];
    return [[column, how && value !== null ? shown(value, how, names) : value]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shown(value: unknown, how: Exclude<How, { leftOut: string }>, names: Pick<Names, 'of'>): unknown {
  if ('onlyWhether' in how) return 'there';
  if (how.names === 'events') return (value as readonly string[]).map((id) => names.of('event', id));
  return names.of(how.names, value as string);
}

/** What only one of the two has, table by table. */
export function unlike(one: Dump, other: Dump): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((table) => {
    const [a, b] = [one.get(table) ?? [], other.get(table) ?? []];
    return [
      ...without(a, b).map((row) => `${table}, only in the first: ${row}`),
      ...without(b, a).map((row) => `${table}, only in the second: ${row}`),
    ];
  });
}
