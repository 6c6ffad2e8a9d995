import { isEvent } from '@tributary/catalogue';
import { type AlertId, alertStream, type ChildId } from '@tributary/kernel';
import { toldBy } from '@tributary/alerting';
import type { InProcess } from '../in-process';
import { inCommon, type Row } from '../parity';
import { READ_MODEL_TABLES } from '../read-model-tables';
import type { World } from './world';

/** What stands of the two children of a world, in words that worlds have in common, table by table. */
export type Standing = ReadonlyMap<string, readonly string[]>;

/** An alert of a world: what it is called, and whom it ever told. */
export type AlertOf = Readonly<{
  id: AlertId;
  name: string;
  child: string;
  status: string;
  /** How often it has gone to the next person. */
  step: number;
  told: readonly string[];
  /** The alert that it takes back. */
  recalls?: AlertId;
}>;

const ALERT_TABLES: readonly string[] = ['alert_inbox', 'alert_recipients', 'alert_feedback'];

/** `but`: alerts that are left out. */
export async function standingOf(house: InProcess, world: World, but: ReadonlySet<string>): Promise<Standing> {
  const all = await alertsOf(house, world);
  const alerts = new Map(all.map(({ id, name }) => [id as string, name]));
  // Whom an alert told that is over now is not asked: of a change that came and went nobody is told afterwards.
  const overs = new Set<string>(all.flatMap(({ id, status }) => (status === 'closed' ? [id] : [])));
  const names = {
    of: (kind: 'child' | 'record' | 'event' | 'alert', id: string): string =>
      kind === 'alert' ? (alerts.get(id) ?? 'no alert') : world.nameOf(kind, id),
  };
  const standing = new Map<string, readonly string[]>();
  // A link and an unlink stand on the record's stream too.
  const version = { leftOut: 'counts the events of the record’s stream, those of its moves too' } as const;
  for (const [table, columns] of Object.entries(READ_MODEL_TABLES)) {
    if (table === 'feed_deliveries') continue;
    const rows = await rowsOf(house, world, table);
    const ofStream = table === 'chronology' || table === 'status' ? { version } : {};
    const isKept = (alert: string): boolean => !but.has(alert) && (table === 'alert_inbox' || !overs.has(alert));
    const kept = rows.filter((row) => !ALERT_TABLES.includes(table) || isKept(String(row['alert_id'])));
    const common = (row: Row): Row => inCommon(whetherOver(row), { ...columns, ...ofStream }, names);
    standing.set(table, kept.map((row) => JSON.stringify(common(row))).sort());
  }
  const waits = ({ id, status, step }: AlertOf): readonly string[] =>
    status === 'open' ? [`alert-ack/${id}/${step}`] : [];
  standing.set('clocks', await clocksOf(house, world, { alerts, but, waiting: new Set(all.flatMap(waits)) }));
  return standing;
}

/** Of what is over the last word may differ: a link ended it before what settled it could. */
const whetherOver = (row: Row): Row =>
  ['resolved', 'recalled'].includes(String(row['outcome'])) ? { ...row, outcome: 'over' } : row;

async function rowsOf({ base, rooms }: InProcess, world: World, table: string): Promise<readonly Row[]> {
  const model = rooms.projections.find(({ tables }) => tables.includes(table));
  if (!model) throw new Error(`no read model has the table ${table}`);
  const slot = await base.reads.activeSlot(model.name);
  const { rows } = await base.database.events.query<{ row: Row }>(
    `SELECT to_jsonb(t) AS row FROM ${slot}.${table} t WHERE child_id = ANY($1::uuid[])`,
    [childrenOf(world)],
  );
  return rows.map(({ row }) => row);
}

export async function alertsOf(house: InProcess, world: World): Promise<readonly AlertOf[]> {
  const rows = await rowsOf(house, world, 'alert_inbox');
  return Promise.all(
    rows.map(async (row): Promise<AlertOf> => {
      const id = row['alert_id'] as AlertId;
      const past = await house.base.store.load(alertStream(id));
      const raised = past.findLast((event) => isEvent(event, 'alerting.alert-raised'));
      const recalls = raised?.data.recalls as AlertId | undefined;
      const evidence = row['evidence'] as readonly string[];
      // Of two notices that rest on one event the other tells which it is.
      const named = row['rule'] === 'both-work-with-child' ? evidence : [String(row['trigger_event'])];
      const about = named.map((one) => (world.knows(one) ? world.nameOf('event', one) : 'a move')).join(' with ');
      const told = [...new Set(past.flatMap(toldBy).flatMap(({ practitioner }) => practitioner ?? []))];
      const child = world.nameOf('child', String(row['child_id']));
      const name = `${String(row['rule'])} of ${child}, ${about}${row['status_unknown'] === true ? ', unknown' : ''}`;
      const [status, step] = [String(row['status']), Number(row['step'])];
      return { id, name, child, status, step, told, ...(recalls ? { recalls } : {}) };
    }),
  );
}

const childrenOf = (world: World): readonly ChildId[] => [world.childOf('A'), world.childOf('B')];

type Named = Readonly<{
  alerts: ReadonlyMap<string, string>;
  but: ReadonlySet<string>;
  /** Of those that go from person to person: where somebody is still waited for. The others change nothing. */
  waiting: ReadonlySet<string>;
}>;

/** Which clocks run, of the rules about the children and of the alerts that are not left out. */
async function clocksOf(
  { base }: InProcess,
  world: World,
  { alerts, but, waiting }: Named,
): Promise<readonly string[]> {
  const subjects = [...childrenOf(world), ...alerts.keys()].filter((one) => !but.has(one));
  const { rows } = await base.database.events.query<{ id: string }>(
    'SELECT id FROM store.timers WHERE id LIKE ANY($1) ORDER BY id',
    [subjects.map((one) => `%/${one}%`)],
  );
  const named = (text: string): string =>
    alerts.get(text) ?? (childrenOf(world).some((one) => one === text) ? world.nameOf('child', text) : text);
  const running = rows.filter(({ id }) => !id.startsWith('alert-ack/') || waiting.has(id));
  return running.map(({ id }) => id.split('/').map(named).join('/')).sort();
}
