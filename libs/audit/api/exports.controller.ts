import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { Says } from '@tributary/runtime';
import type { ChildExports } from '../exports/child-exports';
import { orderIn } from '../exports/child-order';
import { type FileReply, sendFile } from './send-file';
import { CHILD_EXPORTS, REPLAY_DOORS } from './tokens';

/** Files of a child's chronology. `ref` is the viewer's agency's own reference for it. */
@Controller('v1/children/:ref/exports')
export class ExportsController {
  constructor(
    @Inject(CHILD_EXPORTS) private readonly exports: ChildExports,
    @Inject(REPLAY_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('A child’s chronology as a file, CSV or PDF')
  @Post()
  @HttpCode(200)
  async make(
    @Req() request: unknown,
    @Param('ref') ref: string,
    @Body() body: unknown,
    @Res() reply: FileReply,
  ): Promise<void> {
    const viewer = await this.doors.viewerOf(request);
    sendFile(reply, await this.exports.make(viewer, ref, orderIn(body)));
  }
}
