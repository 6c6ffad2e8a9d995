import { inTransaction } from '@tributary/event-store';
import type { ChildId, PlainDate, Tx } from '@tributary/kernel';
import { endOfDay, startOfDay } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { Slot } from '@tributary/runtime';
import { type Line, linesOf } from './domain/chronology';
import type { Statement } from './domain/statement';
import { statementFrom, type StatementRow } from './storage/columns';

/** Days in Europe/London, both included. */
export type Period = Readonly<{ from: PlainDate; to: PlainDate }>;
export type LinesOfChild = Readonly<{ child: ChildId; lines: readonly Line[] }>;

/** Children read at once: what is in memory, however many there are. */
const TOGETHER = 50;

export type EveryChildOptions = Readonly<{ pool: Pool; slotOf: (projection: string) => Promise<Slot> }>;

/** Goes over all children of whom something happened in a period, as often as wanted, always over the same rows. */
export class EveryChild {
  constructor(private readonly options: EveryChildOptions) {}

  /**
   * One snapshot for all passes, each of which gives some children at a time. `shuffle` decides the order of the children: a file in an order that others share
   * could be laid beside theirs, line by line.
   */
  async within<T>(
    period: Period,
    shuffle: string,
    work: (pass: () => AsyncGenerator<readonly LinesOfChild[]>) => Promise<T>,
  ): Promise<T> {
    const slot = await this.options.slotOf('chronology');
    return inTransaction(this.options.pool, async (tx) => {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      // Reads alone hold no feed back, and millions of rows take their time.
      await tx.query('SET LOCAL transaction_timeout = 0');
      await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      return work(() => passOver({ tx, slot, period, shuffle }));
    });
  }
}

type Passing = Readonly<{ tx: Tx; slot: Slot; period: Period; shuffle: string }>;

async function* passOver({ tx, slot, period, shuffle }: Passing): AsyncGenerator<readonly LinesOfChild[]> {
  const [first, last] = [startOfDay(period.from), endOfDay(period.to)];
  // Of a pass before, whether it came to its end or not.
  await tx.query('CLOSE ALL');
  await tx.query(
    `DECLARE every_child NO SCROLL CURSOR FOR
       SELECT child_id FROM ${slot}.chronology WHERE began BETWEEN '${first}' AND '${last}'
        GROUP BY child_id ORDER BY sha256(convert_to('${plain(shuffle)}' || child_id::text, 'UTF8'))`,
  );
  for (;;) {
    const { rows } = await tx.query<{ child_id: ChildId }>(`FETCH ${TOGETHER} FROM every_child`);
    if (rows.length === 0) return;
    const ids = rows.map((row) => row.child_id);
    const said = await statementsOf(tx, slot, ids);
    yield ids.map((child) => {
      const lines = linesOf(said.get(child) ?? []);
      return { child, lines: lines.filter(({ statement: { began } }) => began >= first && began <= last) };
    });
  }
}

/** All that was said of them, for what was corrected after the period does not hold in it. */
async function statementsOf(tx: Tx, slot: Slot, children: readonly ChildId[]): Promise<Map<ChildId, Statement[]>> {
  const { rows } = await tx.query<StatementRow & { child_id: ChildId }>(
    `SELECT * FROM ${slot}.chronology WHERE child_id = ANY($1::uuid[]) ORDER BY version`,
    [children],
  );
  const said = new Map<ChildId, Statement[]>();
  for (const row of rows) {
    const own = said.get(row.child_id);
    if (own) own.push(statementFrom(row));
    else said.set(row.child_id, [statementFrom(row)]);
  }
  return said;
}

/** A cursor takes no parameters; what stands in its text is ours alone. */
function plain(shuffle: string): string {
  if (/^[\w-]+$/.test(shuffle)) return shuffle;
  throw new Error('a shuffle is made of letters and digits');
}
