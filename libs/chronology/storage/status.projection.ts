import type { Projection, Recorded, RecordRef, Tx, PlainDate } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';
import { itemKey } from '../domain/statement';
import {
  type RefOf,
  type StateKind,
  type StateStatement,
  stateStatementOf,
  STATUS_TYPES,
  type Step,
} from '../domain/step';
import { type Column, namesOf, unnestOf, valuesOf } from './bulk';
import { type Placed, statementColumns, statementFrom, type StatementRow } from './columns';
import { placedFrom } from './columns';
import { chunksOf, removal } from './removal';

const NAME = 'status';
const VERSION = 2;

type Row = Placed<StateStatement>;
const columns: readonly Column<Row>[] = [
  ...statementColumns,
  { name: 'kind', type: 'text', of: (r) => r.statement.step?.kind ?? null },
  { name: 'does', type: 'text', of: (r) => r.statement.step?.does ?? null },
  { name: 'subject', type: 'text', of: (r) => r.statement.step?.subject ?? null },
  { name: 'worker', type: 'text', of: (r) => r.statement.step?.worker ?? null },
  { name: 'day', type: 'text', of: (r) => r.statement.step?.day ?? null },
  { name: 'last_day', type: 'text', of: (r) => r.statement.step?.lastDay ?? null },
  { name: 'episode', type: 'text', of: (r) => r.statement.step?.episode ?? null },
];

export const STEP_DDL = `
    kind text,
    does text,
    subject text,
    worker text,
    day text,
    last_day text,
    episode text`;

export type StateRow = StatementRow &
  Readonly<{
    kind: string | null;
    does: string | null;
    subject: string | null;
    worker: string | null;
    day: string | null;
    last_day: string | null;
    episode: string | null;
  }>;

const KEY = new Set(['child_id', 'record_id', 'item']);
const replaced = columns.filter((c) => !KEY.has(c.name)).map((c) => `${c.name} = EXCLUDED.${c.name}`);
/** As `saidLater` has it: by the source's own stamp where both bear one, else by arrival. */
const LATER = `CASE WHEN EXCLUDED.revision <> old.revision THEN EXCLUDED.revision > old.revision
  ELSE EXCLUDED.version > old.version END`;

/** The last word on each item that a state is folded from; a retraction stays as one. */
export const statusProjection = (refOf: RefOf): ProjectionDefinition => ({
  name: NAME,
  version: VERSION,
  handles: STATUS_TYPES,
  tables: ['status'],
  create: (slot) => create(slot, refOf),
});

function create(slot: Slot, refOf: RefOf): Projection {
  const table = `${slot}.status`;
  const upsert = `INSERT INTO ${table} AS old (${namesOf(columns)}) SELECT * FROM ${unnestOf(columns)}
    ON CONFLICT (child_id, record_id, item) DO UPDATE SET ${replaced.join(', ')} WHERE ${LATER}`;
  return {
    name: NAME,
    version: VERSION,
    handles: STATUS_TYPES,
    ...removal(table),
    async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
      for (const round of roundsOf(placedFrom(batch, (r) => stateStatementOf(r, refOf)))) {
        for (const rows of chunksOf(round)) await tx.query(upsert, valuesOf(columns, rows));
      }
    },
  };
}

/**
 * The first statement of each item, then the second …: one SQL statement may not meet a row twice, and which of two
 * is the last word is decided pair by pair, in their order.
 */
function roundsOf(rows: readonly Row[]): Row[][] {
  const rounds: Row[][] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.childId} ${itemKey(row.statement)}`;
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    (rounds[round] ??= []).push(row);
  }
  return rounds;
}

/** A row read again. */
export const stateStatementFrom = (row: StateRow): StateStatement => ({ ...statementFrom(row), step: stepFrom(row) });

function stepFrom(row: StateRow): Step | null {
  if (row.kind === null || row.does === null || row.day === null) return null;
  return {
    kind: row.kind as StateKind,
    does: row.does as Step['does'],
    subject: row.subject as RecordRef | null,
    worker: row.worker as RecordRef | null,
    day: row.day as PlainDate,
    lastDay: row.last_day as PlainDate | null,
    episode: row.episode as RecordRef | null,
  };
}
