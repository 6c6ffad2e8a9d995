import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import type { ChildGrants } from '../grants/grants';
import type { ChildDoors } from '../ports';
import { ReleaseBody, releaseIn } from './grant-bodies';
import { DOORS, GRANTS } from './tokens';

/** What my role holds back until it is released. */
@Controller('v1')
export class ReleasesController {
  constructor(
    @Inject(GRANTS) private readonly grants: ChildGrants,
    @Inject(DOORS) private readonly doors: ChildDoors,
  ) {}

  @Says('What my role holds back, what of it waits for a decision, and what I was asked to see to')
  @Get('releases')
  @Header('Cache-Control', 'no-store')
  async all(@Req() request: unknown): Promise<object> {
    return { held: await this.grants.releases.all(await this.doors.viewerOf(request)) };
  }

  @Says('One thing held back, what it says, and whom it could help')
  @Get('releases/:event')
  @Header('Cache-Control', 'no-store')
  async one(@Req() request: unknown, @Param('event') event: string): Promise<object> {
    return this.grants.releases.one(await this.doors.viewerOf(request), event);
  }

  @Says('Releases it to named agencies, or keeps it back until a day', { takes: ReleaseBody })
  @Post('releases/:event')
  @HttpCode(200)
  async decide(@Req() request: unknown, @Param('event') event: string, @Body() body: unknown): Promise<object> {
    return this.grants.releases.decide(await this.doors.viewerOf(request), event, releaseIn(body));
  }
}
