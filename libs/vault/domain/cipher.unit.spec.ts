import { createHmac, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './cipher';
import { Tokens } from './tokens';
import type { ChildId, StreamId } from '@tributary/kernel';

const key = randomBytes(32);
const aad = Buffer.from('place');
const plain = Buffer.from('what only the vault reads');

describe('sealing', () => {
  it('opens what it sealed', () => {
    expect(decrypt(key, aad, encrypt(key, aad, plain))?.toString()).toBe(plain.toString());
  });

  it('never seals the same twice alike', () => {
    const sealed = Array.from({ length: 2_000 }, () => encrypt(key, aad, plain).toString('hex'));
    expect(new Set(sealed).size).toBe(2_000);
  });

  it('opens nothing that was changed, moved or sealed with another key', () => {
    const sealed = encrypt(key, aad, plain);
    const changed = Buffer.from(sealed);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(decrypt(key, aad, changed)).toBeUndefined();
    expect(decrypt(key, Buffer.from('elsewhere'), sealed)).toBeUndefined();
    expect(decrypt(randomBytes(32), aad, sealed)).toBeUndefined();
    expect(decrypt(key, aad, sealed.subarray(0, 10))).toBeUndefined();
  });
});

describe('tokens', () => {
  const tokens = new Tokens(Buffer.alloc(32, 7));

  it('are the same for the same thing and 32 hex characters long', () => {
    expect(tokens.stream('record-1' as StreamId)).toBe(tokens.stream('record-1' as StreamId));
    expect(tokens.stream('record-1' as StreamId)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('are HMAC-SHA256 as everyone computes it', () => {
    const expected = createHmac('sha256', tokens.subkey('token/stream')).update('record-ä').digest().subarray(0, 16);
    expect(tokens.stream('record-ä' as StreamId)).toBe(expected.toString('hex'));
  });

  it('differ by kind, by part and by master key', () => {
    const all = [
      tokens.ref('upn', ['a', 'bc']),
      tokens.ref('upn', ['ab', 'c']),
      tokens.ref('nhs', ['a', 'bc']),
      new Tokens(Buffer.alloc(32, 8)).ref('upn', ['a', 'bc']),
      tokens.stream('x' as StreamId),
      tokens.child('x' as ChildId),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
