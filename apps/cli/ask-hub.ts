import { Problem } from '@tributary/kernel';

type Asked = RequestInit & { duplex?: 'half' };

/** Asks a running hub. Throws a Problem where none answers at that address. */
export async function askHub(address: string, asked: Asked): Promise<Response> {
  try {
    return await fetch(address, asked);
  } catch {
    const { origin } = new URL(address);
    throw new Problem(
      'hub-away',
      503,
      'No hub answers',
      `Nothing answers at ${origin}. Start the hub (npm start), or name another with --url`,
    );
  }
}
