import type { DestinationStream } from 'pino';

/** Bytes of entries that wait for a reader; more are left out. */
const MOST_WAITING = 8 * 1024 * 1024;

/**
 * Standard output, which never holds up the work nor its end. pino's own writer tries for ever to write its last entries
 * where the reader is gone or stands still, so that SIGTERM never ends the process.
 */
export function standardOutput(stream: NodeJS.WriteStream = process.stdout): DestinationStream {
  let leftOut = 0;
  // The reader is gone: nobody is there to be told, and the work goes on.
  stream.on('error', () => undefined);
  return {
    write(entry: string): void {
      if (stream.writableLength > MOST_WAITING) {
        leftOut += 1;
        return;
      }
      if (leftOut > 0)
        stream.write(`${JSON.stringify({ level: 'warn', msg: 'nobody read the log', count: leftOut })}\n`);
      leftOut = 0;
      stream.write(entry);
    },
  };
}
