import { parsePosition } from '@tributary/kernel';
import type { ConsoleOptions } from '../ports';

/** Where the read models are late the page still comes: as it was before, and a reload shows the answer. */
export async function waited({ waitFor }: Pick<ConsoleOptions, 'waitFor'>, after: unknown): Promise<void> {
  const position = typeof after === 'string' ? parsePosition(after) : undefined;
  if (position) await waitFor(position);
}
