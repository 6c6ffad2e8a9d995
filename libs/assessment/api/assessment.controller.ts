import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { afterIn, type ChildDoors, purposeIn } from '@tributary/chronology';
import { QUERY, Says } from '@tributary/runtime';
import { type Asking, type AssessmentPage, Assessments, type OpenedAnswer } from '../assessments.service';
import type { Wish } from '../domain/commands';
import {
  ActionBody,
  AgreementBody,
  AskBody,
  checked,
  CloseBody,
  EndActionBody,
  HandOverBody,
  OpenBody,
  ReviewBody,
  SaidBody,
  WrittenBody,
} from './bodies';
import { ChangeAssessment } from './commands';
import { DOORS } from './tokens';
import * as wishes from './wishes';

type Raw = Readonly<Record<string, unknown>>;
type Reached = Promise<Readonly<{ position: string }>>;

/** The common assessment of one child. `ref` is the reader's agency's own reference for it. */
@Controller('v1')
export class AssessmentController {
  constructor(
    @Inject(Assessments) private readonly assessments: Assessments,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  /** Those I lead, and those my agency was asked about. */
  @Says('Assessments I lead, and those my agency was asked about', { query: { purpose: QUERY.purpose } })
  @Get('assessments')
  @Header('Cache-Control', 'no-store')
  async mine(@Req() request: unknown, @Query() raw: Raw): Promise<object> {
    return { assessments: await this.assessments.mine(await this.doors.viewerOf(request), purposeIn(raw)) };
  }

  /** The one that is open, or the one of that id. */
  @Says('The assessment that is open, or the one of that id', {
    query: { id: 'One of the child’s assessments', purpose: QUERY.purpose },
  })
  @Get('children/:ref/assessment')
  @Header('Cache-Control', 'no-store')
  async one(@Req() request: unknown, @Param('ref') ref: string, @Query() raw: Raw): Promise<AssessmentPage> {
    const id = typeof raw['id'] === 'string' ? raw['id'] : undefined;
    return this.assessments.look(await this.asking(request, ref, raw), id);
  }

  /** Begins one; where one is open, that one is answered. */
  @Says('Begins an assessment; where one is open, that one is answered', { takes: OpenBody })
  @Post('children/:ref/assessment')
  @HttpCode(200)
  async open(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<OpenedAnswer> {
    const { reason } = checked(OpenBody, body);
    return this.assessments.open(await this.asking(request, ref), reason);
  }

  @Says('Records the family’s agreement, first of all', { takes: AgreementBody })
  @Post('children/:ref/assessment/agreement')
  @HttpCode(200)
  async agreed(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.agreementIn(body));
  }

  @Says('Records that the family does not agree', { takes: SaidBody })
  @Post('children/:ref/assessment/refusal')
  @HttpCode(200)
  async refused(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.refusalIn(body));
  }

  @Says('Records that the family no longer agrees', { takes: SaidBody })
  @Post('children/:ref/assessment/withdrawal')
  @HttpCode(200)
  async withdrawn(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.withdrawalIn(body));
  }

  @Says('Asks agencies about elements, all at once', { takes: AskBody })
  @Post('children/:ref/assessment/asks')
  @HttpCode(200)
  async ask(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.askIn(body));
  }

  @Says('What my agency has to say about an element', { takes: WrittenBody })
  @Post('children/:ref/assessment/contributions')
  @HttpCode(200)
  async contribute(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.contributionIn(body));
  }

  @Says('Says a contribution of mine anew', { takes: WrittenBody })
  @Post('children/:ref/assessment/contributions/:id')
  @HttpCode(200)
  async replace(
    @Req() request: unknown,
    @Param('ref') ref: string,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Reached {
    return this.change(request, ref, wishes.replacementIn(body, id));
  }

  @Says('An action of the plan, with one owner and a date', { takes: ActionBody })
  @Post('children/:ref/assessment/actions')
  @HttpCode(200)
  async plan(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.actionIn(body));
  }

  @Says('What became of an action', { takes: EndActionBody })
  @Post('children/:ref/assessment/actions/:id/end')
  @HttpCode(200)
  async endAction(
    @Req() request: unknown,
    @Param('ref') ref: string,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Reached {
    return this.change(request, ref, wishes.actionEndIn(body, id));
  }

  @Says('A review was held', { takes: ReviewBody })
  @Post('children/:ref/assessment/reviews')
  @HttpCode(200)
  async review(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.reviewIn(body));
  }

  @Says('Hands the lead over', { takes: HandOverBody })
  @Post('children/:ref/assessment/lead')
  @HttpCode(200)
  async handOver(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.handOverIn(body));
  }

  @Says('Closes the assessment', { takes: CloseBody })
  @Post('children/:ref/assessment/close')
  @HttpCode(200)
  async close(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Reached {
    return this.change(request, ref, wishes.closingIn(body));
  }

  private async change(request: unknown, ref: string, wish: Exclude<Wish, { kind: 'open' }>): Reached {
    return this.commands.execute(new ChangeAssessment(await this.asking(request, ref), wish));
  }

  private async asking(request: unknown, ref: string, raw: Raw = {}): Promise<Asking> {
    const after = afterIn(raw);
    const viewer = await this.doors.viewerOf(request);
    return { viewer, ref, purpose: purposeIn(raw), ...(after ? { after } : {}) };
  }
}
