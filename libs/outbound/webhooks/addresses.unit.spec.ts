import { isPublic } from './addresses';
import { pauseAfter } from './schedule';

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

describe('the next call', () => {
  it('comes later each time, a fifth sooner or later, until there is none', () => {
    const pauses = Array.from({ length: 10 }, (_, i) => pauseAfter(i + 1, 0.5));
    const hours = [2, 5, 10, 14, 20, 24].map((one) => one * 3_600_000);
    expect(pauses).toEqual([5_000, 300_000, 1_800_000, ...hours, undefined]);
    expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([4_000, 6_000]);
  });
});
