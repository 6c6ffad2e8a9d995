import { Problem } from '@tributary/kernel';
import type { Leave } from '../consumers/delivery';
import { standingOf } from '../consumers/slots';
import type { ProjectionDefinition, Slot } from '../consumers/types';
import { rebuild, type RebuildIo } from './rebuild';

const LOOK_AGAIN = 1_000;
const TRY_AGAIN = 5_000;

/**
 * The slot of a read model once its content is of this program's version: at once, or after a rebuild by this process or
 * another. Undefined where the process stops before. Throws `projection-replaced` where a newer program was here.
 */
export async function untilCurrent(
  definition: ProjectionDefinition,
  io: RebuildIo,
  leave: Leave,
): Promise<Slot | undefined> {
  while (leave.given()) {
    const { slot, version } = await standingOf(io.pool, definition);
    if (version === definition.version) return slot;
    if (version > definition.version) throw newer(definition.name);
    try {
      await rebuild(definition, io, { leave });
    } catch (error) {
      if (!leave.given()) return undefined;
      const elsewhere = error instanceof Problem && error.code === 'rebuild-running';
      if (!elsewhere) io.logger.error('a rebuild failed and is tried again', { projection: definition.name, error });
      await leave.pause(elsewhere ? LOOK_AGAIN : TRY_AGAIN);
    }
  }
  return undefined;
}

const newer = (name: string): Problem =>
  new Problem(
    'projection-replaced',
    503,
    'A read model is of a newer version',
    `${name} was rebuilt by a newer program. Run every process at that version`,
  );
