import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import type { ChildGrants } from '../grants/grants';
import type { ChildDoors } from '../ports';
import {
  BreakBody,
  breakingIn,
  EndingBody,
  endingIn,
  ReviewBody,
  SealBody,
  sealingIn,
  StateBody,
  statingIn,
  verdictIn,
} from './grant-bodies';
import { DOORS, GRANTS } from './tokens';

/** What people decide about access to a child. `ref` is the viewer's agency's own reference for it. */
@Controller('v1')
export class GrantsController {
  constructor(
    @Inject(GRANTS) private readonly grants: ChildGrants,
    @Inject(DOORS) private readonly doors: ChildDoors,
  ) {}

  @Says('Opens a child to whoever has no relationship to it, for some hours', { takes: BreakBody })
  @Post('children/:ref/break-glass')
  async breakGlass(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.grants.openings.breakGlass(viewer, ref, breakingIn(body));
  }

  @Says('Opens that there is something, its status and whom to ring, to whoever must protect a child', {
    takes: StateBody,
  })
  @Post('children/:ref/protection-grounds')
  async stateGround(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.openings.stateGround(await this.doors.viewerOf(request), ref, statingIn(body));
  }

  @Says('What is mine to review, and how often agencies open children so')
  @Get('reviews')
  @Header('Cache-Control', 'no-store')
  async toReview(@Req() request: unknown): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    const { reviews } = this.grants;
    return { waiting: await reviews.waiting(viewer), rates: await reviews.rates(viewer) };
  }

  /** One of them, with what was read under it. */
  @Says('One opening to review, with what was read under it')
  @Get('reviews/:id')
  @Header('Cache-Control', 'no-store')
  async opening(@Req() request: unknown, @Param('id') id: string): Promise<object> {
    return this.grants.reviews.one(await this.doors.viewerOf(request), id);
  }

  @Says('Says whether an opening was justified', { takes: ReviewBody })
  @Post('reviews/:id')
  @HttpCode(200)
  async review(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.grants.reviews.review(await this.doors.viewerOf(request), id, verdictIn(body));
  }

  /** I am linked to the family: nothing about the child is for me. */
  @Says('Declares that I am linked to the family: nothing about the child is for me')
  @Post('children/:ref/family-link')
  @HttpCode(200)
  async familyLink(@Req() request: unknown, @Param('ref') ref: string): Promise<object> {
    return this.grants.links.declare(await this.doors.viewerOf(request), ref);
  }

  /** Where the child can be found is for nobody but the roles that agreements name. */
  @Says('Seals where the child can be found, but for the roles that agreements name', { takes: SealBody })
  @Post('children/:ref/location-seals')
  async seal(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.addresses.seal(await this.doors.viewerOf(request), ref, sealingIn(body));
  }

  @Says('Lifts what my agency sealed', { takes: EndingBody })
  @Post('children/:ref/location-seals/lift')
  @HttpCode(200)
  async unseal(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.addresses.lift(await this.doors.viewerOf(request), ref, endingIn(body));
  }

  @Says('Links that were declared to me, and that I alone may end')
  @Get('family-links')
  @Header('Cache-Control', 'no-store')
  async familyLinks(@Req() request: unknown): Promise<object> {
    return { declared: await this.grants.links.toldTo(await this.doors.viewerOf(request)) };
  }

  @Says('Ends a link that was declared to me', { takes: EndingBody })
  @Post('family-links/:id/end')
  @HttpCode(200)
  async endFamilyLink(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.grants.links.end(await this.doors.viewerOf(request), id, endingIn(body));
  }
}
