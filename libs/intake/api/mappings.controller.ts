import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, UseGuards } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import { MappingDesk, type MappingState, type SuggestedCode } from '../mapping/mapping-desk';
import type { Preview } from '../mapping/preview';
import { PreviewBody, PutMappingBody } from './dto';

/** How a mapped feed is read; its manager alone. */
@Controller('v1/feeds/:feed')
@UseGuards(BearerGuard)
export class MappingsController {
  constructor(@Inject(MappingDesk) private readonly desk: MappingDesk) {}

  @Says('How a mapped feed is read, now and before')
  @Get('mapping')
  async look(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<MappingState> {
    return this.desk.look(reader, id);
  }

  @Says('Puts a new version of the mapping in force, from now or a later moment', { takes: PutMappingBody })
  @Put('mapping')
  @HttpCode(201)
  async put(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Body() { text, from }: PutMappingBody,
  ): Promise<{ version: number }> {
    return { version: await this.desk.put(reader, id, { text, ...(from === undefined ? {} : { from }) }) };
  }

  @Says('What a mapping would change and park of what came before; nothing is kept', { takes: PreviewBody })
  @Post('mapping/preview')
  @HttpCode(200)
  async preview(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Body() { text, last, sample, mediaType }: PreviewBody,
  ): Promise<Preview> {
    const given = sample === undefined ? {} : { sample: { text: sample, ...(mediaType ? { mediaType } : {}) } };
    return this.desk.preview(reader, id, { text, ...(last === undefined ? {} : { last }), ...given });
  }

  @Says('Codes that the mapping does not know, how often, and the closest known')
  @Get('unmapped')
  async unmapped(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
  ): Promise<{ codes: readonly SuggestedCode[] }> {
    return { codes: await this.desk.unmapped(reader, id) };
  }
}
