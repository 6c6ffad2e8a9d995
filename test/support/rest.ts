import { judged } from './alerts';
import { caughtUp, type House } from './house';
import { IN_TIME, until } from './processes';

/** A clock that runs out later than this is none that anybody waits for here. */
const SOON = '1 hour';

/**
 * Until nothing is left to do: all deliveries are told of, the rules have looked at everything, every clock that runs
 * out soon has fired, and the read models hold it all.
 */
export async function atRest(house: House, timeoutMs = IN_TIME): Promise<void> {
  const { base } = house;
  const none = async (table: string, condition: string): Promise<boolean> => {
    const { rowCount } = await base.database.events.query(`SELECT FROM ${table} WHERE ${condition} LIMIT 1`);
    return rowCount === 0;
  };
  for (const end = Date.now() + timeoutMs; ;) {
    const before = await base.store.head();
    const left = (): number => Math.max(end - Date.now(), 1_000);
    await until('every delivery told of', () => none('intake.deliveries', 'NOT announced'), left());
    await judged(base, left());
    await until('every clock fired', () => none('store.timers', `due_at < now() + interval '${SOON}'`), left());
    await caughtUp(house, left());
    const after = await base.store.head();
    if (before.position === after.position && before.generation === after.generation) return;
  }
}
