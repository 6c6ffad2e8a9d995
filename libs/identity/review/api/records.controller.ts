import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { isUuid, type RecordId } from '@tributary/kernel';
import { Says } from '@tributary/runtime';
import { type RecordMoves, recordUnknown, type RecordShown, type UnlinkLine } from '../record-moves';
import type { Unlinked } from '../unlink';
import { FindBody, findingIn, UnlinkBody, unlinkingIn } from './bodies';
import { MATCH_DOORS, RECORD_MOVES } from './tokens';

/** Taking a record out of a child whom it is not of. */
@Controller('v1/records')
export class RecordsController {
  constructor(
    @Inject(RECORD_MOVES) private readonly moves: RecordMoves,
    @Inject(MATCH_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('Records that a steward wants taken out of their child, where two have to agree')
  @Get()
  @Header('Cache-Control', 'no-store')
  async waiting(@Req() request: unknown): Promise<Readonly<{ records: readonly UnlinkLine[] }>> {
    return { records: await this.moves.waiting(await this.doors.viewerOf(request)) };
  }

  @Says('A record of the child whom an agency calls so', { takes: FindBody })
  @Post('find')
  @HttpCode(200)
  async find(@Req() request: unknown, @Body() body: unknown): Promise<Readonly<{ record: RecordId }>> {
    const viewer = await this.doors.viewerOf(request);
    return this.moves.find(viewer, findingIn(body));
  }

  @Says('The records of a child side by side, how each came to it, and what would follow from taking it out')
  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async look(@Req() request: unknown, @Param('id') id: string): Promise<RecordShown> {
    const viewer = await this.doors.viewerOf(request);
    return this.moves.look(viewer, recordIn(id));
  }

  @Says('Takes a record out of the child that it was shown to be of, or says that it stays; two do where it is grave', {
    takes: UnlinkBody,
  })
  @Post(':id/unlink')
  @HttpCode(200)
  async unlink(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<Unlinked> {
    const viewer = await this.doors.viewerOf(request);
    return this.moves.unlink(viewer, recordIn(id), unlinkingIn(body));
  }
}

function recordIn(id: string): RecordId {
  if (isUuid(id)) return id as RecordId;
  throw recordUnknown();
}
