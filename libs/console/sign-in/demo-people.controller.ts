import { Body, Controller, Get, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import type { Request, Response } from 'express';
import { sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { checkSite } from '../page/session';
import { spoken } from '../page/words';

/** The local provider's own page: whom to sign in as. There is no such page beside a real provider. */
@Controller('sign-in/demo')
@UseFilters(PageFilter)
export class DemoPeopleController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get(':attempt')
  async people(@Res() response: Response, @Param('attempt') attempt: string): Promise<void> {
    this.provider();
    await this.show(response, attempt);
  }

  @Post(':attempt')
  async choose(
    @Req() request: Request,
    @Res() response: Response,
    @Param('attempt') attempt: string,
    @Body() form: Readonly<{ person?: unknown }>,
  ): Promise<void> {
    const provider = this.provider();
    checkSite(request.get('sec-fetch-site'));
    const people = await this.options.signIn.people.people();
    const person = people.find((one) => one.id === form.person);
    if (person) response.redirect(303, await provider.chosen(request, response, person.subject));
    else {
      response.status(422);
      await this.show(response, attempt, 'Choose a person');
    }
  }

  private async show(response: Response, attempt: string, error?: string): Promise<void> {
    const view = await this.options.directory.current();
    const people = (await this.options.signIn.people.people()).map(({ id, name, hats }) => ({
      value: id,
      text: name,
      hint: {
        text: hats.map((hat) => `${spoken(hat.role)}, ${view.agency(hat.agency)?.name ?? hat.agency}`).join('; '),
      },
    }));
    sendPage(response, 'demo-people', { attempt, people, error, title: 'Who are you?' });
  }

  private provider(): NonNullable<ConsoleOptions['signIn']['provider']> {
    const { provider } = this.options.signIn;
    if (!provider) throw new Problem('request-wrong', 404, 'There is no such page', 'Sign in from the first page.');
    return provider;
  }
}
