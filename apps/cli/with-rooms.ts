import { layFoundation, type OpenFoundation } from '../composition/foundation';
import { furnish, type Rooms } from '../composition/rooms';

/** Opens the house beside whatever runs, for the length of one command. */
export async function withRooms<T>(work: (base: OpenFoundation, rooms: Rooms) => Promise<T>): Promise<T> {
  const env = { LOG_LEVEL: 'error', ...process.env };
  const base = await layFoundation({ app: 'cli', env, join: true });
  try {
    return await work(base, furnish(base));
  } finally {
    await base.close();
  }
}
