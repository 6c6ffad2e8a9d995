import type { LookupFunction } from 'node:net';
import { type Address, resolveAll, type Resolve } from './addresses';

export type Way = Readonly<{
  resolve?: Resolve;
  /** Whether a connection may go to that address. */
  allows: (address: string) => boolean;
}>;

/**
 * The address to connect to, of a name or of an address as a URL writes it. `private` where one of the name's addresses is
 * not allowed: a name that leads to both is no mistake. Undefined where there is none; throws where nobody can say.
 */
export async function addressFor(
  host: string,
  { resolve = resolveAll, allows }: Way,
): Promise<Address | 'private' | undefined> {
  const addresses = await resolve(host.replace(/^\[|\]$/g, ''));
  return addresses.every(({ address }) => allows(address)) ? addresses[0] : 'private';
}

/** For a connection: to the address that was looked at, not to what the name says a moment later. */
export const pinnedTo =
  (address: Address): LookupFunction =>
  (_host, { all }, found) => {
    if (all) found(null, [address]);
    else found(null, address.address, address.family);
  };
