import { lookup } from 'node:dns/promises';
import { BlockList, isIPv4, isIPv6 } from 'node:net';

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

const inside = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
inside.addSubnet('fc00::', 7, 'ipv6');
const ofClouds = new BlockList();
ofClouds.addSubnet('fd00:ec2::', 32, 'ipv6');

/** Of an organisation's own network (RFC 1918, RFC 4193). Neither this machine nor where clouds keep a machine's keys. */
export const isInside = (address: string): boolean =>
  isIPv4(address) ? inside.check(address, 'ipv4') : isInside6(address);
const isInside6 = (address: string): boolean =>
  isIPv6(address) && !/[.]/.test(address) && inside.check(address, 'ipv6') && !ofClouds.check(address, 'ipv6');

/** Of this machine alone. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));

/** All addresses of a name, as the system’s resolver says. */
export const resolveAll: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));
