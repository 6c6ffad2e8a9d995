import { Controller, Get, Header, Inject, Param, Query, Req } from '@nestjs/common';
import type { ChildAnswers } from '../answers';
import type { ChildDoors } from '../ports';
import { afterIn, parseChronologyQuery, purposeIn, questionIn } from './query';
import { ANSWERS, DOORS } from './tokens';

type Raw = Readonly<Record<string, unknown>>;

/** Reads about one child. `ref` is the viewer's agency's own reference for it. */
@Controller('v1/children/:ref')
export class ChildrenController {
  constructor(
    @Inject(ANSWERS) private readonly answers: ChildAnswers,
    @Inject(DOORS) private readonly doors: ChildDoors,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async child(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.answers.child({ viewer, ref, purpose: purposeIn(raw), ...following(raw) });
  }

  @Get('chronology')
  @Header('Cache-Control', 'no-store')
  async chronology(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.answers.chronology(viewer, ref, parseChronologyQuery(raw, viewer.agency, this.doors.now()));
  }

  @Get('involvement')
  @Header('Cache-Control', 'no-store')
  async involvement(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    return this.answers.involvement(await this.asking(request, ref, raw));
  }

  @Get('coverage')
  @Header('Cache-Control', 'no-store')
  async coverage(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    return this.answers.coverage(await this.asking(request, ref, raw));
  }

  @Get('status')
  @Header('Cache-Control', 'no-store')
  async status(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    return this.answers.status(await this.asking(request, ref, raw));
  }

  private async asking(request: unknown, ref: string, raw: Raw): Promise<Parameters<ChildAnswers['status']>[0]> {
    const viewer = await this.doors.viewerOf(request);
    const question = questionIn(raw, viewer.agency, this.doors.now());
    return { viewer, ref, question, purpose: purposeIn(raw), ...following(raw) };
  }
}

const following = (raw: Raw): { after?: NonNullable<ReturnType<typeof afterIn>> } => {
  const after = afterIn(raw);
  return after ? { after } : {};
};
