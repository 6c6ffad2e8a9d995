import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { Says } from '@tributary/runtime';
import type { EventFiles, StreamReply } from '../exports/events/event-files';
import { eventsOrderIn } from '../exports/events/events-order';
import { EVENT_FILES, REPLAY_DOORS } from './tokens';

/** Rows of events without names, for analysts. */
@Controller('v1/exports/events')
export class EventExportsController {
  constructor(
    @Inject(EVENT_FILES) private readonly files: Pick<EventFiles, 'send'>,
    @Inject(REPLAY_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('Events of some months without names, as CSV: a row each, or how many children stand behind each kind')
  @Post()
  @HttpCode(200)
  async make(@Req() request: unknown, @Body() body: unknown, @Res() reply: StreamReply): Promise<void> {
    const viewer = await this.doors.viewerOf(request);
    await this.files.send(viewer, eventsOrderIn(body), reply);
  }
}
