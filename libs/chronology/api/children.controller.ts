import { Controller, Get, Header, Inject, Param, Query, Req } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import type { ChildAnswers } from '../answers';
import type { ChildDoors } from '../ports';
import { AS_KNOWN, CHRONOLOGY_QUERY, READING } from './query-words';
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

  @Says('A child at a glance', { query: READING })
  @Get()
  @Header('Cache-Control', 'no-store')
  async child(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.answers.child({ viewer, ref, purpose: purposeIn(raw), ...following(raw) });
  }

  @Says('The timeline of a child; what is withheld is marked with the rule that withheld it', {
    query: CHRONOLOGY_QUERY,
  })
  @Get('chronology')
  @Header('Cache-Control', 'no-store')
  async chronology(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    return this.answers.chronology(viewer, ref, parseChronologyQuery(raw, viewer.agency, this.doors.now()));
  }

  @Says('Who is involved, since when, and with whom to speak', { query: AS_KNOWN })
  @Get('involvement')
  @Header('Cache-Control', 'no-store')
  async involvement(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    return this.answers.involvement(await this.asking(request, ref, raw));
  }

  @Says('Which feeds are silent about this child', { query: AS_KNOWN })
  @Get('coverage')
  @Header('Cache-Control', 'no-store')
  async coverage(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<object> {
    return this.answers.coverage(await this.asking(request, ref, raw));
  }

  @Says('Statuses that feeds state, each with its age', { query: AS_KNOWN })
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
