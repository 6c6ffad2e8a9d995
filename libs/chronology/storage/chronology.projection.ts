import { catalogue } from '@tributary/catalogue';
import type { Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';
import { statementOf } from '../domain/statement';
import { namesOf, unnestOf, valuesOf } from './bulk';
import { placedFrom, statementColumns } from './columns';
import { chunksOf, removal } from './removal';

/** What agencies say of their records; decisions, links and clocks are no lines of a chronology. */
export const STATED_TYPES: readonly string[] = catalogue
  .filter((d) => d.subject === 'record' && d.sector !== 'identity')
  .map((d) => d.type);

const NAME = 'chronology';
const VERSION = 1;

/**
 * A row for every statement, superseded ones and retractions too: rows are only ever added, and how a statement
 * stands is folded when it is read.
 */
export const chronologyProjection: ProjectionDefinition = {
  name: NAME,
  version: VERSION,
  handles: STATED_TYPES,
  tables: ['chronology'],
  create: (slot) => create(slot),
};

function create(slot: Slot): Projection {
  const table = `${slot}.chronology`;
  const insert = `INSERT INTO ${table} (${namesOf(statementColumns)}) SELECT * FROM ${unnestOf(statementColumns)}`;
  return {
    name: NAME,
    version: VERSION,
    handles: STATED_TYPES,
    ...removal(table),
    async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
      for (const rows of chunksOf(placedFrom(batch, statementOf))) {
        await tx.query(insert, valuesOf(statementColumns, rows));
      }
    },
  };
}
