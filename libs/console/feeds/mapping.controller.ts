import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { faultLine, type MappingFault } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { readerOf } from './reader';
import { previewFacts, unmappedTable, versionsTable } from './mapping-facts';

type Asked = Readonly<Record<string, unknown>>;
type Shown = Readonly<{ text?: string; from?: string; preview?: object; done?: string; errors?: readonly object[] }>;
type At = Readonly<{ session: SignedIn; response: Response; id: string }>;

/** How a mapped feed is read: its manager looks, tries another mapping on what came before, and puts it in force. */
@Controller('feeds/:feed/mapping')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class MappingPagesController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  async look(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('feed') id: string,
    @Query() asked: Asked,
  ) {
    const version = typeof asked['put'] === 'string' && /^\d{1,6}$/.test(asked['put']) ? asked['put'] : undefined;
    await this.show({ session, response, id }, version ? { done: `Version ${version} is kept.` } : {});
  }

  @Post()
  @HttpCode(HttpStatus.OK)
  async change(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('feed') id: string,
    @Body() form: Asked,
  ) {
    const [text, from] = [wordsOf(form['text']), wordsOf(form['from']).trim()];
    const reader = readerOf(session);
    const { mappings } = this.options;
    try {
      if (form['which'] === 'put') {
        const version = await mappings.put(reader, id, { text, ...(from === '' ? {} : { from }) });
        response.redirect(303, `/feeds/${id}/mapping?put=${version}`);
        return;
      }
      const preview = previewFacts(await mappings.preview(reader, id, { text }));
      await this.show({ session, response, id }, { text, from, preview });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      response.status(HttpStatus.UNPROCESSABLE_ENTITY);
      await this.show({ session, response, id }, { text, from, errors: errorsOf(error) });
    }
  }

  private async show({ session, response, id }: At, shown: Shown): Promise<void> {
    const reader = readerOf(session);
    const { mappings, redrives, directory } = this.options;
    const [state, codes, readBefore] = await Promise.all([
      mappings.look(reader, id),
      mappings.unmapped(reader, id),
      redrives.readBefore(reader, id),
    ]);
    sendPage(response, 'mapping', {
      ...(await frameFor(session, directory)),
      text: state.text ?? '',
      errors: [],
      ...shown,
      title: `${shown.errors ? 'Error: ' : ''}Mapping of ${id}`,
      here: '/feeds',
      feed: id,
      versions: versionsTable(state),
      codes: unmappedTable(codes),
      readBefore,
    });
  }
}

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '');

/** Each fault of the mapping leads to it; another problem says itself. */
function errorsOf({ detail, extra, code }: Problem): readonly object[] {
  const faults = (extra['faults'] ?? []) as readonly MappingFault[];
  const href = code === 'mapping-day-wrong' ? '#from' : '#text';
  return faults.length > 0
    ? faults.slice(0, 20).map((one) => ({ text: faultLine(one), href }))
    : [{ text: detail, href }];
}
