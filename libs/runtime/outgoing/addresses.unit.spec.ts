import { isInside, isPublic } from './addresses';
import { addressFor, pinnedTo } from './route';

describe('an address that a call may go to', () => {
  it.each(['1.1.1.1', '51.140.1.1', '172.32.0.1', '192.0.3.1', '2a00:1450:4009::1', '2606:4700::1111'])('%s', (one) =>
    expect(isPublic(one)).toBe(true),
  );
});

describe('an address that no call goes to', () => {
  it.each([
    ...['127.0.0.1', '127.255.0.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
    ...['169.254.169.254', '168.63.129.16', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '2002:7f00:1::1'],
    ...['::ffff:127.0.0.1', '::ffff:1.1.1.1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2001::1', 'fec0::1'],
    ...['', 'localhost', '1.1.1.1.nip.io'],
  ])('%s', (one) => expect(isPublic(one)).toBe(false));
});

describe('an address of an organisation’s own network', () => {
  it.each(['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'])('is %s', (one) =>
    expect(isInside(one)).toBe(true),
  );
  it.each([
    ...['127.0.0.1', '169.254.169.254', '168.63.129.16', '0.0.0.0', '1.1.1.1', '::1', 'fe80::1', 'fd00:ec2::254'],
    ...['::ffff:10.0.0.1', '', 'localhost'],
  ])('is not %s', (one) => expect(isInside(one)).toBe(false));
});

describe('the way to a name', () => {
  const resolve =
    (...all: string[]) =>
    async () =>
      all.map((address) => ({ address, family: 4 }) as const);
  it('is one of its addresses, where all of them are allowed', async () => {
    const found = await addressFor('a.example', { resolve: resolve('1.1.1.1', '1.0.0.1'), allows: isPublic });
    expect(found).toEqual({ address: '1.1.1.1', family: 4 });
    expect(await addressFor('a.example', { resolve: resolve('1.1.1.1', '10.0.0.1'), allows: isPublic })).toBe(
      'private',
    );
    expect(await addressFor('a.example', { resolve: resolve(), allows: isPublic })).toBeUndefined();
  });
  it('does not depend on what the name says a moment later', () => {
    const found: unknown[] = [];
    const lookup = pinnedTo({ address: '1.1.1.1', family: 4 });
    lookup('a.example', {}, (_error, ...rest) => found.push(rest));
    lookup('a.example', { all: true }, (_error, ...rest) => found.push(rest));
    expect(found).toEqual([['1.1.1.1', 4], [[{ address: '1.1.1.1', family: 4 }]]]);
  });
});
