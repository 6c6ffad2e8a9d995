import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import { sendFile } from '@tributary/audit';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { choicesFor, type Fault, faultOf, type Given, givenIn, missingIn, NOTHING_GIVEN } from './export-form';

/** Takes a child's chronology out as a file, by the reader's agency's own reference. */
@Controller('children/:ref/export')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class ExportPagesController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'childExports' | 'directory'>) {}

  /** Says nothing of the child, not even whether there is one. */
  @Get()
  async form(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    await this.show(session, response, { ref, given: NOTHING_GIVEN });
  }

  @Post()
  @HttpCode(200)
  async make(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Body() form: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const given = givenIn(form);
    const missing = missingIn(given);
    if (missing) return this.refuse(session, response, { ref, given, error: missing });
    try {
      sendFile(response, await this.options.childExports.make(session.person, ref, filled(given)));
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      await this.refuse(session, response, { ref, given, error: fault });
    }
  }

  private async refuse(session: SignedIn, response: Response, asked: Asked): Promise<void> {
    response.status(422);
    await this.show(session, response, asked);
  }

  private async show(session: SignedIn, response: Response, { ref, given, error }: Asked): Promise<void> {
    sendPage(response, 'export', {
      ...(await frameFor(session, this.options.directory)),
      ...choicesFor(given),
      title: `${error ? 'Error: ' : ''}Take out what happened`,
      ...{ ref, given, error },
      errors: error ? { [error.field]: { text: error.text } } : {},
    });
  }
}

type Asked = Readonly<{ ref: string; given: Given; error?: Fault }>;

const filled = (given: Given): Partial<Given> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
