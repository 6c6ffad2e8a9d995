import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { ChildGrants } from '../grants/grants';
import type { ChildDoors } from '../ports';
import { breakingIn, endingIn, releasingIn, sealingIn, statingIn, verdictIn } from './grant-bodies';
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
    return this.grants.openings.breakGlass(viewer, ref, breakingIn(body));
  }

  /** Opens that there is something, its status and whom to ring, to whoever must protect a child. */
  @Post('children/:ref/protection-grounds')
  async stateGround(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.openings.stateGround(await this.doors.viewerOf(request), ref, statingIn(body));
  }

  /** What is mine to review, and how often agencies open children so. */
  @Get('reviews')
  @Header('Cache-Control', 'no-store')
  async toReview(@Req() request: unknown): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    const { reviews } = this.grants;
    return { waiting: await reviews.waiting(viewer), rates: await reviews.rates(viewer) };
  }

  /** One of them, with what was read under it. */
  @Get('reviews/:id')
  @Header('Cache-Control', 'no-store')
  async opening(@Req() request: unknown, @Param('id') id: string): Promise<object> {
    return this.grants.reviews.one(await this.doors.viewerOf(request), id);
  }

  @Post('reviews/:id')
  @HttpCode(200)
  async review(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.grants.reviews.review(await this.doors.viewerOf(request), id, verdictIn(body));
  }

  /** What my role holds back, to named agencies. */
  @Post('children/:ref/releases')
  async release(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.releases.release(await this.doors.viewerOf(request), ref, releasingIn(body));
  }

  /** I am linked to the family: nothing about the child is for me. */
  @Post('children/:ref/family-link')
  @HttpCode(200)
  async familyLink(@Req() request: unknown, @Param('ref') ref: string): Promise<object> {
    return this.grants.links.declare(await this.doors.viewerOf(request), ref);
  }

  /** Where the child can be found is for nobody but the roles that agreements name. */
  @Post('children/:ref/location-seals')
  async seal(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.addresses.seal(await this.doors.viewerOf(request), ref, sealingIn(body));
  }

  /** Lifts what my agency sealed. */
  @Post('children/:ref/location-seals/lift')
  @HttpCode(200)
  async unseal(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.addresses.lift(await this.doors.viewerOf(request), ref, endingIn(body));
  }

  /** Links that were declared to me, and that I alone may end. */
  @Get('family-links')
  @Header('Cache-Control', 'no-store')
  async familyLinks(@Req() request: unknown): Promise<object> {
    return { declared: await this.grants.links.toldTo(await this.doors.viewerOf(request)) };
  }

  @Post('family-links/:id/end')
  @HttpCode(200)
  async endFamilyLink(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.grants.links.end(await this.doors.viewerOf(request), id, endingIn(body));
  }
}
