import { LookThread } from './look-thread';

describe('a look at all records', () => {
  it('is not begun where its memory would not do, and says how much would', async () => {
    await expect(new LookThread(1_024).look(1_000_000)).rejects.toMatchObject({
      code: 'reconsider-memory',
      detail: expect.stringMatching(
        /^1000000 records need about \d+ MB, and RECONSIDER_MEMORY_MB allows 1024/,
      ) as string,
    });
  });

  it('is not begun where the machine has not that much, whatever is allowed', async () => {
    await expect(new LookThread(1e9).look(1e9)).rejects.toMatchObject({
      code: 'reconsider-memory',
      detail: expect.stringMatching(/the machine, or its container, has \d+ left/) as string,
    });
  });
});
