import type { ExportFile } from '../exports/child-exports';

/** As far as a file needs it. */
export type FileReply = Readonly<{
  setHeader(name: string, value: string): unknown;
  send(body: Buffer): unknown;
}>;

/** A file to keep, that no cache keeps and no browser takes for a page. */
export function sendFile(reply: FileReply, { id, name, type, bytes }: ExportFile): void {
  reply.setHeader('Content-Type', type);
  reply.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  reply.setHeader('Cache-Control', 'no-store');
  reply.setHeader('X-Content-Type-Options', 'nosniff');
  reply.setHeader('Export-Id', id);
  reply.send(bytes);
}
