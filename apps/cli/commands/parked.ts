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

/** Gives a consumer its parked events again, once the cause is mended. */
export async function redriveParkedEvents(consumer: string, { json }: Json): Promise<number> {
  return withRooms(async (base, rooms) => {
    const done = await redriveConsumer(consumer, rooms, base);
    print(json ?? false, done, [`taken: ${done.taken}, still parked: ${done.parked}`]);
    return done.parked > 0 ? EXIT.wrong : EXIT.done;
  });
}
