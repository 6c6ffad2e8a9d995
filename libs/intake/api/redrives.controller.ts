import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res, UseGuards } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import type { Run } from '../again/run';
import { RedriveBody } from './dto';
import { RedriveDesk } from './redrive-desk';

/** Much that is sent again at once: it runs in the background, one at a time for each feed. */
@Controller('v1/feeds/:feed')
@UseGuards(BearerGuard)
export class RedrivesController {
  constructor(@Inject(RedriveDesk) private readonly desk: RedriveDesk) {}

  @Says(
    'Sends all parked records through again, or those of one reason; 202 where that takes longer than two seconds',
    {
      takes: RedriveBody,
    },
  )
  @Post('redrive')
  async start(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Res({ passthrough: true }) reply: Readonly<{ status(code: number): unknown }>,
    @Body() body?: RedriveBody,
  ): Promise<Run> {
    const run = await this.desk.start(reader, id, body?.code);
    reply.status(run.state === 'running' ? 202 : 200);
    return run;
  }

  @Says('Begins to read what was delivered and is still held anew, by the mapping in force; its manager alone')
  @Post('mapping/read-anew')
  @HttpCode(202)
  async readAnew(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<Run> {
    return this.desk.readAnew(reader, id);
  }

  @Says('What was sent again at once, and how far each has come, newest first')
  @Get('redrives')
  async all(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<{ redrives: readonly Run[] }> {
    return { redrives: await this.desk.all(reader, id) };
  }

  @Says('How far one has come')
  @Get('redrives/:id')
  async one(@Reader() reader: ReaderContext, @Param('feed') id: string, @Param('id') run: string): Promise<Run> {
    return this.desk.one(reader, id, run);
  }

  @Says('Stops it; what it has done stands')
  @Post('redrives/:id/stop')
  @HttpCode(200)
  async stop(@Reader() reader: ReaderContext, @Param('feed') id: string, @Param('id') run: string): Promise<Run> {
    return this.desk.stop(reader, id, run);
  }

  @Says('Goes on with one that was stopped, where it stood')
  @Post('redrives/:id/resume')
  @HttpCode(200)
  async resume(@Reader() reader: ReaderContext, @Param('feed') id: string, @Param('id') run: string): Promise<Run> {
    return this.desk.resume(reader, id, run);
  }
}
