import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { sendingStopped } from './linger';

const asRequest = (stream: Readable): IncomingMessage => stream as unknown as IncomingMessage;

describe('the rest of a body that nobody wants', () => {
  it('is read to its end, also where somebody had begun to iterate it', async () => {
    const body = Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(100_000)));
    await body[Symbol.asyncIterator]().next();
    await sendingStopped(asRequest(body), 60_000);
    expect(body.readableEnded).toBe(true);
  });

  it('is not waited for longer than the time given', async () => {
    const body = new Readable({ read: () => undefined });
    await sendingStopped(asRequest(body), 1);
    expect(body.readableEnded).toBe(false);
  });
});
