import type { AgencyId, ChildId, FeedId, Instant, RecordId } from '@tributary/kernel';
import { recordStream } from '@tributary/kernel';
import type { Pool } from 'pg';
import { type Hearing, hearingKey } from '../domain/involvement';
import type { Confirmation } from '../domain/status';
import type { Statement } from '../domain/statement';
import type { StateStatement } from '../domain/step';
import { statementFrom, type StatementRow } from './columns';
import type { Slot } from '@tributary/runtime';
import { stateStatementFrom, type StateRow } from './status.projection';

/** What was said of a child, of all types or of some, each record's statements in their order, as the read model has it now. */
export async function readStatements(
  pool: Pool,
  slot: Slot,
  child: ChildId,
  types?: readonly string[],
): Promise<Statement[]> {
  const { rows } = await pool.query<StatementRow>(
    `SELECT * FROM ${slot}.chronology WHERE child_id = $1 AND ($2::text[] IS NULL OR type = ANY($2)) ORDER BY version`,
    [child, types ?? null],
  );
  return rows.map(statementFrom);
}

/** Agencies with a record of the child, whatever it holds. */
export async function readAgencies(pool: Pool, slot: Slot, child: ChildId): Promise<ReadonlySet<AgencyId>> {
  const { rows } = await pool.query<{ agency: AgencyId }>(
    `SELECT DISTINCT agency FROM ${slot}.chronology WHERE child_id = $1`,
    [child],
  );
  return new Set(rows.map(({ agency }) => agency));
}

/** The last word on each item that a state is folded from. */
export async function readStates(pool: Pool, slot: Slot, child: ChildId): Promise<StateStatement[]> {
  const { rows } = await pool.query<StateRow>(`SELECT * FROM ${slot}.status WHERE child_id = $1`, [child]);
  return rows.map(stateStatementFrom);
}

type HearingRow = Readonly<{
  record_id: RecordId;
  agency: string;
  feed: string;
  sector: string;
  data_class: string;
  first_known: Date;
  last_known: Date;
}>;

export async function readHearings(pool: Pool, slot: Slot, child: ChildId): Promise<Hearing[]> {
  const { rows } = await pool.query<HearingRow>(`SELECT * FROM ${slot}.involvement WHERE child_id = $1`, [child]);
  return rows.map(hearingFrom).sort((a, b) => (hearingKey(a) < hearingKey(b) ? -1 : 1));
}

const hearingFrom = (row: HearingRow): Hearing =>
  ({
    streamId: recordStream(row.record_id),
    agency: row.agency,
    feed: row.feed,
    sector: row.sector,
    dataClass: row.data_class,
    firstKnown: row.first_known.toISOString(),
    lastKnown: row.last_known.toISOString(),
  }) as Hearing;

type DeliveryRow = Readonly<{ agency: AgencyId; feed: FeedId; at: Date }>;

/** The newest delivery of each feed up to that time. */
export async function readConfirmations(
  pool: Pool,
  slot: Slot,
  feeds: readonly FeedId[],
  at: Instant,
): Promise<Confirmation[]> {
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT agency, feed, max(known_from) AS at FROM ${slot}.feed_deliveries
      WHERE feed = ANY($1::text[]) AND known_from <= $2 GROUP BY agency, feed ORDER BY feed, agency`,
    [feeds, at],
  );
  return rows.map((row) => ({ agency: row.agency, feed: row.feed, at: row.at.toISOString() as Instant }));
}
