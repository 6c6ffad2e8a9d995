import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type AgencyId, parsePosition, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import { QUERY, Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import { plainToInstance } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, validateSync } from 'class-validator';
import type { AlertView, Person } from '../alert-view';
import { AlertsService } from '../alerts.service';
import { ACTIONS, type Answer, OUTCOMES } from '../domain/answers';
import { AnswerAlert } from './commands';
import { ALERT_DOORS, type AlertDoors } from './tokens';

const PAGE = 50;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

class ActBody {
  @IsIn([...ACTIONS]) action: string;
  @IsOptional() @IsString() @MaxLength(2_000) note?: string;
}
class CloseBody {
  @IsIn([...OUTCOMES]) outcome: string;
  @IsOptional() @IsString() @MaxLength(2_000) note?: string;
}
class ReassignBody {
  @Matches(SLUG) practitioner: PractitionerId;
  @Matches(SLUG) role: RoleCode;
  @Matches(SLUG) agency: AgencyId;
  @IsOptional() @IsString() @MaxLength(2_000) note?: string;
}
class ReasonBody {
  @IsString() @IsNotEmpty() @MaxLength(2_000) note: string;
}

/** My alerts, in the role I act in, and what I answer. */
@Controller('v1/alerts')
@UseGuards(BearerGuard)
export class AlertsController {
  constructor(
    @Inject(AlertsService) private readonly alerts: AlertsService,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(ALERT_DOORS) private readonly doors: AlertDoors,
  ) {}

  @Says('My alerts, in the role I act in, newest first', { query: { cursor: QUERY.cursor, after: QUERY.after } })
  @Get()
  @Header('Cache-Control', 'no-store')
  async mine(
    @Reader() reader: ReaderContext,
    @Query('cursor') cursor?: string,
    @Query('after') after?: string,
  ): Promise<object> {
    await this.waitFor(after);
    return this.alerts.mine(personIn(reader), { limit: PAGE, ...(cursor ? { before: cursor } : {}) });
  }

  @Says('What became of the concerns my agency raised')
  @Get('feedback')
  @Header('Cache-Control', 'no-store')
  async feedback(@Reader() reader: ReaderContext): Promise<object> {
    return { feedback: await this.alerts.feedback(personIn(reader), PAGE) };
  }

  @Says('One alert, as far as I may see it', { query: { after: QUERY.after } })
  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async one(
    @Reader() reader: ReaderContext,
    @Param('id') id: string,
    @Query('after') after?: string,
  ): Promise<AlertView> {
    await this.waitFor(after);
    return this.alerts.one(personIn(reader), id);
  }

  @Says('What was done with an alert so far')
  @Get(':id/history')
  @Header('Cache-Control', 'no-store')
  async history(@Reader() reader: ReaderContext, @Param('id') id: string): Promise<object> {
    return { steps: await this.alerts.history(personIn(reader), id) };
  }

  @Says('I have seen it')
  @Post(':id/acknowledge')
  @HttpCode(200)
  async acknowledge(@Reader() reader: ReaderContext, @Param('id') id: string): Promise<object> {
    return this.answer(reader, id, { kind: 'acknowledge' });
  }

  @Says('What I did about it', { takes: ActBody })
  @Post(':id/act')
  @HttpCode(200)
  async act(@Reader() reader: ReaderContext, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.answer(reader, id, { kind: 'act', ...checked(ActBody, body) });
  }

  @Says('It is done with', { takes: CloseBody })
  @Post(':id/close')
  @HttpCode(200)
  async close(@Reader() reader: ReaderContext, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.answer(reader, id, { kind: 'close', ...checked(CloseBody, body) });
  }

  @Says('Somebody else is to deal with it', { takes: ReassignBody })
  @Post(':id/reassign')
  @HttpCode(200)
  async reassign(@Reader() reader: ReaderContext, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    const { note, ...to } = checked(ReassignBody, body);
    return this.answer(reader, id, { kind: 'reassign', to, ...(note ? { note } : {}) });
  }

  @Says('It should not have been raised, or not to me', { takes: ReasonBody })
  @Post(':id/challenge')
  @HttpCode(200)
  async challenge(@Reader() reader: ReaderContext, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.answer(reader, id, { kind: 'challenge', ...checked(ReasonBody, body) });
  }

  @Says('I, or one I manage, closed it by mistake', { takes: ReasonBody })
  @Post(':id/reopen')
  @HttpCode(200)
  async reopen(@Reader() reader: ReaderContext, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.answer(reader, id, { kind: 'reopen', ...checked(ReasonBody, body) });
  }

  private async answer(reader: ReaderContext, id: string, answer: Answer): Promise<object> {
    return this.commands.execute(new AnswerAlert(personIn(reader), id, answer));
  }

  private async waitFor(after: string | undefined): Promise<void> {
    const position = after === undefined ? undefined : parsePosition(after);
    if (after !== undefined && !position)
      throw new Problem(
        'query-wrong',
        400,
        'after is no position',
        'Give a position as an answer of Tributary gave it',
      );
    if (position && !(await this.doors.waitFor(position))) {
      throw new Problem(
        'position-not-reached',
        503,
        'The read models have not come that far',
        'Your write is safe and not yet readable; ask again in a moment',
      );
    }
  }
}

/** Alerts are sent to people, never to an agency's system. */
export function personIn(reader: ReaderContext): Person {
  if (reader.kind !== 'agency') return reader;
  throw new Problem(
    'person-only',
    403,
    'For people',
    'Alerts are sent to people: use a person’s token, not an agency’s',
  );
}

function checked<T extends object>(shape: new () => T, body: unknown): T {
  const value = plainToInstance(shape, body ?? {});
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length === 0) return value;
  const faults = errors.map((error) => `${error.property}: ${Object.values(error.constraints ?? {}).join(', ')}`);
  throw new Problem('body-wrong', 422, 'The body is not what is asked for', faults.join('; '));
}
