import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { isUuid, type RecordId } from '@tributary/kernel';
import { Says } from '@tributary/runtime';
import { type RecordMoves, recordUnknown, type RecordShown } from '../record-moves';
import { UnlinkBody, unlinkingIn } from './bodies';
import { MATCH_DOORS, RECORD_MOVES } from './tokens';

/** Taking a record out of a child whom it is not of. */
@Controller('v1/records')
export class RecordsController {
  constructor(
    @Inject(RECORD_MOVES) private readonly moves: RecordMoves,
    @Inject(MATCH_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('Which child a record is of, and what would follow from taking it out')
  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async look(@Req() request: unknown, @Param('id') id: string): Promise<RecordShown> {
    const viewer = await this.doors.viewerOf(request);
    return this.moves.look(viewer, recordIn(id));
  }

  @Says('Takes a record out of the child that it was shown to be of', { takes: UnlinkBody })
  @Post(':id/unlink')
  @HttpCode(200)
  async unlink(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.moves.unlink(viewer, recordIn(id), unlinkingIn(body));
  }
}

function recordIn(id: string): RecordId {
  if (isUuid(id)) return id as RecordId;
  throw recordUnknown();
}
