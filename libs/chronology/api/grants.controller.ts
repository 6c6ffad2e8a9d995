import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { ChildGrants } from '../grants';
import type { ChildDoors } from '../ports';
import { breakingIn, releasingIn, verdictIn } from './grant-bodies';
import { DOORS, GRANTS } from './tokens';

/** What people decide about access to a child. `ref` is the viewer's agency's own reference for it. */
@Controller('v1')
export class GrantsController {
  constructor(
    @Inject(GRANTS) private readonly grants: ChildGrants,
    @Inject(DOORS) private readonly doors: ChildDoors,
  ) {}

  /** Opens a child to whoever has no relationship to it, for some hours. */
  @Post('children/:ref/break-glass')
  async breakGlass(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.grants.breakGlass(viewer, ref, breakingIn(body));
  }

  /** What is mine to review. */
  @Get('break-glass')
  @Header('Cache-Control', 'no-store')
  async toReview(@Req() request: unknown): Promise<object> {
    return { waiting: await this.grants.toReview(await this.doors.viewerOf(request)) };
  }

  @Post('children/:ref/break-glass/:id/review')
  @HttpCode(200)
  async review(
    @Req() request: unknown,
    @Param('ref') ref: string,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.grants.review(viewer, ref, id, verdictIn(body));
  }

  /** What my role holds back, to named agencies. */
  @Post('children/:ref/releases')
  async release(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.release(await this.doors.viewerOf(request), ref, releasingIn(body));
  }

  /** I am linked to the family: nothing about the child is for me. */
  @Post('children/:ref/family-link')
  @HttpCode(200)
  async familyLink(@Req() request: unknown, @Param('ref') ref: string): Promise<object> {
    return this.grants.declareFamilyLink(await this.doors.viewerOf(request), ref);
  }
}
