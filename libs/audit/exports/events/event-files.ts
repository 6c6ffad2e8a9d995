import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '@tributary/chronology';
import { Problem } from '@tributary/kernel';
import type { EventExports } from './event-exports';
import type { EventsOrder } from './events-order';

/** As far as a file that is streamed needs it. */
export type StreamReply = Writable & Readonly<{ setHeader(name: string, value: string | number): unknown }>;

export type EventFilesOptions = Readonly<{
  exports: Pick<EventExports, 'write'>;
  /** Where files lie while they are sent. Default: the system's folder for what is temporary. */
  folder?: string;
}>;

/**
 * The command line's files over HTTP. One is written aside first: an answer begins only when the ledger has its line, and
 * a reader who is slow holds no snapshot of the database. Nothing of it stays.
 */
export class EventFiles {
  private isAtWork = false;

  constructor(private readonly options: EventFilesOptions) {}

  /** Throws the problems of `EventExports.write`, and `export-busy`, before anything is answered. */
  async send(viewer: Viewer, order: EventsOrder, reply: StreamReply): Promise<void> {
    const folder = await mkdtemp(join(this.options.folder ?? tmpdir(), 'tributary-export-'));
    try {
      const path = join(folder, 'events.csv');
      const { id, rows } = await this.alone(() => this.options.exports.write(viewer, order, path));
      reply.setHeader('Content-Type', 'text/csv; charset=utf-8');
      reply.setHeader('Content-Length', (await stat(path)).size);
      reply.setHeader('Content-Disposition', `attachment; filename="${nameOf(order)}"`);
      reply.setHeader('Cache-Control', 'no-store');
      reply.setHeader('X-Content-Type-Options', 'nosniff');
      reply.setHeader('Export-Id', id);
      reply.setHeader('Export-Lines', rows);
      await pipeline(createReadStream(path), reply).catch(ifReaderLeft);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** An export goes over all there is, twice: those who ask meanwhile come again. */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.isAtWork) throw busy();
    this.isAtWork = true;
    try {
      return await work();
    } finally {
      this.isAtWork = false;
    }
  }
}

/** Months that `write` has read as such: nothing else comes into a header. */
const nameOf = ({ from, to, table = 'rows' }: EventsOrder): string => `events-${from}-to-${to}-${table}.csv`;

function ifReaderLeft(error: unknown): void {
  if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}

const busy = (): Problem =>
  new Problem(
    'export-busy',
    429,
    'Another export of events is being made',
    'An export reads all that there is. Ask again in some minutes.',
  );
