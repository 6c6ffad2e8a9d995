import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Breaking, type ChildGrants, MOST_HOURS, type Releasing, type Verdict } from '../grants';
import type { ChildDoors } from '../ports';
import { DOORS, GRANTS } from './tokens';

const closed = { additionalProperties: false } as const;
/** Own words: a reason of one word is none. */
const Reason = Type.String({ minLength: 20, maxLength: 2_000 });
const BreakBody = Compile(
  Type.Object({ reason: Reason, basis: Reason, hours: Type.Integer({ minimum: 1, maximum: MOST_HOURS }) }, closed),
);
const ReviewBody = Compile(
  Type.Object(
    {
      outcome: Type.Union([Type.Literal('justified'), Type.Literal('not-justified')]),
      note: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
    },
    closed,
  ),
);

const ReleaseBody = Compile(
  Type.Object(
    {
      event: Type.String({ minLength: 36, maxLength: 36 }),
      audience: Type.Array(Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }), { minItems: 1, maxItems: 20 }),
    },
    closed,
  ),
);

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
    return this.grants.breakGlass(viewer, ref, checked<Breaking>(BreakBody, body));
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
    return this.grants.review(viewer, ref, id, checked<Verdict>(ReviewBody, body));
  }

  /** What my role holds back, to named agencies. */
  @Post('children/:ref/releases')
  async release(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.release(await this.doors.viewerOf(request), ref, checked<Releasing>(ReleaseBody, body));
  }

  /** I am linked to the family: nothing about the child is for me. */
  @Post('children/:ref/family-link')
  @HttpCode(200)
  async familyLink(@Req() request: unknown, @Param('ref') ref: string): Promise<object> {
    return this.grants.declareFamilyLink(await this.doors.viewerOf(request), ref);
  }
}

type Shape = Readonly<{
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly Readonly<{ instancePath: string; message: string }>[];
}>;

/** The body as asked for; what is wrong is named, and never repeated. */
function checked<T>(shape: Shape, body: unknown): T {
  const value: unknown = body ?? {};
  if (shape.Check(value)) return value as T;
  const faults = shape.Errors(value).map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
  throw new Problem('body-wrong', 422, 'The body is not what is asked for', faults.join('; '));
}
