import { Body, Controller, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Answer } from '@tributary/alerting';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import {
  type Fault,
  type Form,
  type Read,
  readAct,
  readChallenge,
  readClose,
  readReassign,
  readReopen,
} from './alert-form';
import { showAlert } from './alert-screen';
import { PageFilter } from '../page/page.filter';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';

type Answering = Readonly<{ session: SignedIn; response: Response; id: string; form: Form }>;

/** What somebody answers to an alert of theirs: the same answers as the API's. */
@Controller('inbox/:id')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class AnswerController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Post('acknowledge')
  async acknowledge(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string) {
    await this.take({ session, response, id, form: {} }, { answer: { kind: 'acknowledge' } });
  }

  @Post('act')
  async act(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string, @Body() form: Form) {
    await this.take({ session, response, id, form }, readAct(form));
  }

  @Post('close')
  async close(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string, @Body() form: Form) {
    await this.take({ session, response, id, form }, readClose(form));
  }

  @Post('reassign')
  async reassign(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string, @Body() form: Form) {
    await this.take({ session, response, id, form }, readReassign(form));
  }

  @Post('challenge')
  async challenge(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ) {
    await this.take({ session, response, id, form }, readChallenge(form));
  }

  @Post('reopen')
  async reopen(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string, @Body() form: Form) {
    await this.take({ session, response, id, form }, readReopen(form));
  }

  private async take(answering: Answering, read: Read): Promise<void> {
    const fault = 'fault' in read ? read.fault : await this.send(answering, read.answer);
    if (fault) await showAlert(this.options, answering, { fault, form: answering.form });
  }

  /** Leads to the page as it is with the answer; a fault where it cannot be handed to that person. */
  private async send({ session, response, id }: Answering, answer: Answer): Promise<Fault | undefined> {
    try {
      const { position } = await this.options.alerts.answer(session.person, id, answer);
      response.redirect(303, `/inbox/${id}?after=${position}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'alert-not-to-them') throw error;
      return { of: 'reassign', field: 'to', text: error.detail };
    }
  }
}
