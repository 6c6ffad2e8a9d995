import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { Says } from '@tributary/runtime';
import { type AlertCopies, copyFormatIn } from '../exports/alert-copies';
import { type FileReply, sendFile } from './send-file';
import { ALERT_COPIES, REPLAY_DOORS } from './tokens';

/** An alert for the software in which an agency keeps its own file of a child. */
@Controller('v1/alerts/:id/copies')
export class CopiesController {
  constructor(
    @Inject(ALERT_COPIES) private readonly copies: Pick<AlertCopies, 'make' | 'file'>,
    @Inject(REPLAY_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('An alert of mine with what I may see of what it rests on, for the child’s file, with a receipt; JSON or PDF')
  @Post()
  @HttpCode(200)
  async make(
    @Req() request: unknown,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FileReply & Readonly<{ json(body: object): unknown }>,
  ): Promise<void> {
    const viewer = await this.doors.viewerOf(request);
    if (copyFormatIn(body) === 'pdf') return sendFile(reply, await this.copies.file(viewer, id));
    const { lines, id: receipt, ...sheet } = await this.copies.make(viewer, id, 'page');
    reply.setHeader('Cache-Control', 'no-store');
    reply.json({ receipt, ...sheet, entries: lines.map(({ entry, ...line }) => ({ title: entry.title, ...line })) });
  }
}
