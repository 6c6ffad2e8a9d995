import { createHmac, randomUUID } from 'node:crypto';

export type MeshIdentity = Readonly<{
  mailbox: string;
  password: string;
  /** Of the MESH environment, the same for all of its mailboxes. */
  sharedKey: string;
}>;

/** `yyyyMMddHHmm`, in UTC. */
const minuteOf = (at: Date): string => at.toISOString().replace(/[-:T]/g, '').slice(0, 12);

/**
 * The Authorization header of one MESH request: an HMAC-SHA256 over who asks, a nonce, the password and the minute,
 * so that the password never travels (NHS MESH API, authentication token). No two requests may bear the same.
 */
export function meshAuthorization(who: MeshIdentity, at: Date, nonce: string = randomUUID()): string {
  const [count, minute] = ['0', minuteOf(at)];
  const hash = createHmac('sha256', who.sharedKey)
    .update(`${who.mailbox}:${nonce}:${count}:${who.password}:${minute}`)
    .digest('hex');
  return `NHSMESH ${who.mailbox}:${nonce}:${count}:${minute}:${hash}`;
}
