import { type FeedId, type Instant, londonDate, type PlainDate, plusDays, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import { type DayHeard, LEARNED_OVER } from '../domain/habit';

type Row = { feed: FeedId; day: string; hours: number; first: number };
const COLUMNS = `feed, to_char(day, 'YYYY-MM-DD') AS day, hours, first`;
const toHeard = ({ day, hours, first }: Row): DayHeard => ({ day: day as PlainDate, hours, first });

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

/**
 * Notes that a feed delivered news at that time; true for the first of that hour of London. Said again it is the same
 * row, so that a reaction repeated changes nothing.
 */
export async function noteHeard(tx: Tx, feed: string, at: Instant): Promise<boolean> {
  const day = londonDate(at);
  const hour = Number(clock.format(new Date(at)));
  const { rowCount } = await tx.query(
    `INSERT INTO alerting.feed_days AS d (feed, day, hours, first) VALUES ($1, $2, $3, $4)
     ON CONFLICT (feed, day) DO UPDATE SET hours = d.hours | excluded.hours, first = least(d.first, excluded.first)
       WHERE d.hours & excluded.hours = 0`,
    [feed, day, 1 << hour, hour * 60 + new Date(at).getUTCMinutes()],
  );
  return rowCount === 1;
}

/** The days that a habit may be learned from before that day. */
export async function heardBefore(tx: Tx, feed: string, before: PlainDate): Promise<readonly DayHeard[]> {
  const { rows } = await tx.query<Row>(
    `SELECT ${COLUMNS} FROM alerting.feed_days WHERE feed = $1 AND day < $2 AND day >= $3 ORDER BY day`,
    [feed, before, plusDays(before, -LEARNED_OVER.days)],
  );
  return rows.map(toHeard);
}

/** The same of many feeds, for pages: the newest up to a day, of which a habit takes what came before a delivery. */
export class FeedDays {
  constructor(private readonly pool: Pool) {}

  async of(feeds: readonly FeedId[], upTo: PlainDate): Promise<ReadonlyMap<FeedId, readonly DayHeard[]>> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM unnest($1::text[]) AS f (of) CROSS JOIN LATERAL (
         SELECT * FROM alerting.feed_days WHERE feed = f.of AND day <= $2 ORDER BY day DESC LIMIT ${LEARNED_OVER.days + 1}) d`,
      [feeds, upTo],
    );
    const grouped = Map.groupBy(rows, ({ feed }) => feed);
    return new Map([...grouped].map(([feed, days]) => [feed, days.map(toHeard)]));
  }
}
