import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { isUuid, Problem } from '@tributary/kernel';
import { Says } from '@tributary/runtime';
import type { SealedPair, SealedPairs } from '../sealed-pairs';
import { EndBody, endingIn, SealBody, sealingIn } from './bodies';
import { SEALED_DOORS, SEALED_PAIRS } from './tokens';

/** Who somebody was, sealed apart from who they are from an adoption order on: for the team that knows both. */
@Controller('v1/sealed-pairs')
export class SealedController {
  constructor(
    @Inject(SEALED_PAIRS) private readonly pairs: SealedPairs,
    @Inject(SEALED_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('Seals who a child was apart from who they are from an order on, for an adoption team', { takes: SealBody })
  @Post()
  @Header('Cache-Control', 'no-store')
  async open(@Req() request: unknown, @Body() body: unknown): Promise<Readonly<{ id: string }>> {
    return this.pairs.open(await this.doors.viewerOf(request), sealingIn(body));
  }

  @Says('The pairs of an adoption team, with what would have joined the two of one')
  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: unknown): Promise<Readonly<{ pairs: readonly SealedPair[] }>> {
    return { pairs: await this.pairs.list(await this.doors.viewerOf(request)) };
  }

  @Says('Takes back a pair that was sealed by mistake', { takes: EndBody })
  @Post(':id/end')
  @HttpCode(204)
  async end(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const viewer = await this.doors.viewerOf(request);
    if (!isUuid(id)) throw new Problem('sealed-unknown', 404, 'No such pair', 'GET /v1/sealed-pairs lists them');
    await this.pairs.end(viewer, id, endingIn(body).child);
  }
}
