import { formatPosition } from '@tributary/kernel';
import { listParked, redriveConsumer } from '@tributary/runtime';
import { EXIT, print } from '../output';
import { withRooms } from '../with-rooms';

type Json = Readonly<{ json?: boolean }>;

/** Events that a read model or the rules could not take: where each stands, why, how often it was tried. */
export async function listParkedEvents({ json }: Json): Promise<number> {
  return withRooms(async ({ database }) => {
    const parked = (await listParked(database.events)).map((one) => ({ ...one, at: formatPosition(one.at) }));
    const lines = parked.map((one) => `${one.consumer}  ${one.at}  ${one.reason}  after ${one.attempts} attempts`);
    print(json ?? false, parked, parked.length > 0 ? lines : ['nothing is parked']);
    return parked.length > 0 ? EXIT.wrong : EXIT.done;
  });
}

/** Gives consumers their parked events again, once the cause is mended: one bad event is parked by each that met it. */
export async function redriveParkedEvents(consumers: readonly string[], { json }: Json): Promise<number> {
  return withRooms(async (base, rooms) => {
    const done = [];
    for (const consumer of new Set(consumers)) {
      done.push({ consumer, ...(await redriveConsumer(consumer, rooms, base)) });
    }
    const lines = done.map((one) => `${one.consumer}  taken: ${one.taken}, still parked: ${one.parked}`);
    print(json ?? false, done, lines);
    return done.some(({ parked }) => parked > 0) ? EXIT.wrong : EXIT.done;
  });
}
