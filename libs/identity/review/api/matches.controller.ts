import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { Problem } from '@tributary/kernel';
import { QUERY, Says } from '@tributary/runtime';
import type { Decided } from '../decide';
import type { MatchPage, Matches, MatchShown } from '../matches';
import { matchVerdictIn, VerdictBody } from './bodies';
import { MATCH_DOORS, MATCHES } from './tokens';

/** Records that may be of another child, and what people decide about them. */
@Controller('v1/matches')
export class MatchesController {
  constructor(
    @Inject(MATCHES) private readonly matches: Matches,
    @Inject(MATCH_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('Pairs that wait for a person to say whether they are one child, the most certain and oldest first', {
    query: { after: QUERY.cursor },
  })
  @Get()
  @Header('Cache-Control', 'no-store')
  async waiting(@Req() request: unknown, @Query('after') after?: unknown): Promise<MatchPage> {
    const viewer = await this.doors.viewerOf(request);
    if (after !== undefined && typeof after !== 'string') throw afterTwice();
    return this.matches.waiting(viewer, after);
  }

  @Says('Both records of a pair side by side, opened for this one showing; it stands in the ledger')
  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async one(@Req() request: unknown, @Param('id') id: string): Promise<MatchShown> {
    const viewer = await this.doors.viewerOf(request);
    return this.matches.one(viewer, id);
  }

  @Says('Says whether both are one child, or when to look again, and why', { takes: VerdictBody })
  @Post(':id/decision')
  @HttpCode(200)
  async decide(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<Decided> {
    const viewer = await this.doors.viewerOf(request);
    return this.matches.decide(viewer, id, matchVerdictIn(body));
  }
}

const afterTwice = (): Problem =>
  new Problem('query-wrong', 400, 'The parameter after is wrong', 'Give it once', { parameter: 'after' });
