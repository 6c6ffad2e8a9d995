import { meshAuthorization } from './mesh-token';

const who = { mailbox: 'X99WEX1', password: 'a-password', sharedKey: 'a-shared-key' };

describe('the token of a MESH request', () => {
  it('is an HMAC over mailbox, nonce, count, password and minute', () => {
    // printf 'X99WEX1:n-1:0:a-password:202601120905' | openssl dgst -sha256 -hmac a-shared-key
    expect(meshAuthorization(who, new Date('2026-01-12T09:05:59Z'), 'n-1')).toBe(
      'NHSMESH X99WEX1:n-1:0:202601120905:e795d3b24e8b44d0afaaecde027b5a2e9455e0b73b4080dd14cc5eef9e168047',
    );
  });
  it('is never the same twice, and never holds the password', () => {
    const [a, b] = [meshAuthorization(who, new Date()), meshAuthorization(who, new Date())];
    expect(a).not.toBe(b);
    expect(a).not.toContain('a-password');
  });
});
