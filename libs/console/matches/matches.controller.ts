import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { MatchDecided } from '@tributary/identity';
import { isUuid, Problem, systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import type { Form } from '../access/own-words';
import { type Asking, type Given, sendDeskPage } from '../page/desk';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { spoken, timeInWords } from '../page/words';
import { CONSOLE, type ConsoleOptions } from '../ports';
import {
  type Batch,
  DECISIONS,
  decisionsOn,
  LATER,
  matchesPage,
  matchPage,
  readBatch,
  readVerdict,
} from './match-facts';
import { CHANGED } from './match-words';

/** What came of a decision, in the order in which it is told. */
const DONE: Readonly<Record<MatchDecided['outcome'] | 'lost', readonly [one: string, more: string]>> = {
  link: ['One record was linked.', 'records were linked.'],
  merge: ['All records of two children were put together.', 'times all records of two children were put together.'],
  different: ['One pair was kept apart.', 'pairs were kept apart.'],
  sleep: ['One pair waits again later.', 'pairs wait again later.'],
  opinion: ['One pair waits for a second steward.', 'pairs wait for a second steward.'],
  escalate: ['One pair went to your senior: you two differ.', 'pairs went to your senior: you two differ.'],
  lost: [
    'One decision was not taken: a record changed, or somebody was quicker.',
    'decisions were not taken: a record changed, or somebody was quicker.',
  ],
};
type Outcome = keyof typeof DONE;
const OUTCOMES = Object.keys(DONE) as readonly Outcome[];
/** A batch that meets one of these goes on with the others. */
const LOST: readonly string[] = ['match-changed', 'match-decided', 'match-unknown', 'match-not-yours', 'record-moved'];

/** Records that may be of a child known already: side by side, decided one by one or in a batch. */
@Controller('matches')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class MatchPagesController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'matches' | 'directory'>) {}

  @Get()
  async all(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.list({ session, response }, query);
  }

  @Post()
  async batch(@Session() session: SignedIn, @Res() response: Response, @Body() form: Form): Promise<void> {
    const given = readBatch(form, systemClock());
    if (given.faults.length > 0) return this.list({ session, response }, {}, given);
    const counts = new Map<Outcome, number>();
    for (const { id, verdict } of given.verdicts) {
      const outcome = await this.options.matches
        .decide(session.person, id, verdict)
        .then((done): Outcome => done.outcome, lostOrThrown);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    response.redirect(303, `/matches?${[...counts].map(([outcome, count]) => `${outcome}=${count}`).join('&')}#next`);
  }

  @Get(':id')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    await this.show({ session, response }, id);
  }

  @Post(':id')
  async decide(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    const asking = { session, response };
    const { verdict, typed, faults } = readVerdict(form, systemClock());
    if (!verdict) return this.show(asking, id, { typed, faults, status: 422 });
    try {
      const { outcome } = await this.options.matches.decide(session.person, known(id), verdict);
      response.redirect(303, `/matches?${outcome}=1#next`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'match-decided') throw await this.withName(error);
      if (error.code !== 'match-changed') throw error;
      return this.show(asking, id, { typed, faults: [CHANGED], status: 409 });
    }
  }

  private async list(
    { session, response }: Asking,
    query: Readonly<Record<string, unknown>>,
    given?: Batch,
  ): Promise<void> {
    const { matches, directory } = this.options;
    const after = typeof query['after'] === 'string' ? query['after'] : undefined;
    const page = await matches.waiting(session.person, after);
    await sendDeskPage({ session, response }, directory, {
      ...{ view: 'matches', title: 'Who is who', here: '/matches', given: given && { ...given, status: 422 } },
      facts: (view) => ({ page: matchesPage(page, view), decisions: DECISIONS, done: doneWords(query) }),
    });
  }

  private async show({ session, response }: Asking, id: string, given?: Given): Promise<void> {
    const { matches, directory } = this.options;
    const shown = await matches.one(session.person, known(id));
    await sendDeskPage({ session, response }, directory, {
      ...{
        view: 'match',
        title: 'One child or two',
        here: '/matches',
        given: given ?? { typed: { days: '7' }, faults: [], status: 200 },
      },
      facts: (view) => ({
        ...{ pair: matchPage(shown, view), decisions: decisionsOn(shown), days: LATER, grave: GRAVE },
      }),
    });
  }

  /** Staff see which colleague was first. */
  private async withName({ code, status, title, extra }: Problem): Promise<Problem> {
    const view = await this.options.directory.current();
    const { by, role, at, outcome } = extra as Readonly<Record<'by' | 'role' | 'at' | 'outcome', string>>;
    const who = `${view.practitioner(by)?.name ?? 'Somebody'}, ${spoken(role)},`;
    const what = outcome === 'different' ? 'two children' : 'one child';
    return new Problem(code, status, title, `${who} said on ${timeInWords(at)} that they are ${what}.`);
  }
}

const GRAVE =
  'Two stewards have to agree on this pair: a child on one side is under a plan, looked after or protected, or a number says otherwise.';

function lostOrThrown(error: unknown): Outcome {
  if (error instanceof Problem && LOST.includes(error.code)) return 'lost';
  throw error;
}

function known(id: string): string {
  if (isUuid(id)) return id;
  throw new Problem('match-unknown', 404, 'No pair of that id waits', 'Go back to the list of what waits.');
}

function doneWords(query: Readonly<Record<string, unknown>>): string {
  return OUTCOMES.flatMap((outcome) => {
    const count = Number(query[outcome]);
    if (!Number.isInteger(count) || count < 1 || count > 99) return [];
    const [one, more] = DONE[outcome];
    return [count === 1 ? one : `${count} ${more}`];
  }).join(' ');
}
