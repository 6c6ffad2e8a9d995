import { Controller, Get, Inject, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import { Problem, systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { agencyPage, directoryPage } from './directory-facts';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';

/** Who there is and whom to ring, for everybody who is signed in. Nobody's name stands in an address. */
@Controller('directory')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class DirectoryController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'directory'>) {}

  @Get()
  async all(@Session() session: SignedIn, @Res() response: Response) {
    const view = await this.options.directory.current();
    const frame = await frameFor(session, this.options.directory);
    sendPage(response, 'directory', {
      ...frame,
      ...directoryPage(view, systemClock()),
      title: 'Directory',
      here: HERE,
    });
  }

  @Get(':agency')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('agency') id: string) {
    const view = await this.options.directory.current();
    const agency = view.agency(id);
    if (!agency) throw new Problem('agency-unknown', 404, 'No such agency', 'The directory has none of that name.');
    const frame = await frameFor(session, this.options.directory);
    const page = agencyPage(view, agency, systemClock());
    sendPage(response, 'agency', { ...frame, agency: page, title: agency.name, here: HERE });
  }
}

const HERE = '/directory';
