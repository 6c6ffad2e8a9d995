import { lookup } from 'node:dns/promises';
import { BlockList, isIPv4 } from 'node:net';

export type Address = Readonly<{ address: string; family: 4 | 6 }>;
export type Resolve = (host: string) => Promise<readonly Address[]>;

/** All that is not the public internet, by IANA’s special-purpose registries (RFC 6890 and its successors). */
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, where clouds answer questions about a machine, its keys included.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // A cloud’s own services under a public number.
  ['168.63.129.16', 32],
  ['224.0.0.0', 3],
];
/** Within 2000::/3, the only part of IPv6 that is given out: what leads elsewhere. */
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const notPublic = new BlockList();
for (const [net, bits] of NOT_PUBLIC_4) notPublic.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of NOT_PUBLIC_6) notPublic.addSubnet(net, bits, 'ipv6');
const givenOut = new BlockList();
givenOut.addSubnet('2000::', 3, 'ipv6');

/** Whether a call may go there. An IPv4 address in IPv6’s clothes is none of the public ones. */
export const isPublic = (address: string): boolean =>
  isIPv4(address)
    ? !notPublic.check(address, 'ipv4')
    : givenOut.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');

/** All addresses of a name, as the system’s resolver says. */
export const resolveAll: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));
