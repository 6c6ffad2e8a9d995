import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import { AgencyGuard, BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import { acknowledgementIn } from './acknowledgement';
import { type Client, Notices } from '../notices';
import { AcknowledgeBody, ClaimBody, NoticesQuery, ReleaseBody } from './bodies';

const PAGE = 50;
const LEASE_SECONDS = 60;

/** What an agency's own system asks for, and says back. */
@Controller('v1/notices')
export class NoticesController {
  constructor(@Inject(Notices) private readonly notices: Notices) {}

  @Says('My agency’s notices, oldest first: that there is something to read, never what', {
    query: { after: '`next` of the page before', limit: 'At most 100; 50 without' },
  })
  @Get()
  @UseGuards(AgencyGuard)
  async list(@Reader() reader: ReaderContext, @Query() { after, limit }: NoticesQuery): Promise<object> {
    return this.notices.list(clientIn(reader), { after: after ?? 0, limit: limit ?? PAGE });
  }

  @Says('Take notices that nobody has yet; for the time of the lease nobody else is given them', { takes: ClaimBody })
  @Post('claim')
  @HttpCode(200)
  @UseGuards(AgencyGuard)
  async claim(@Reader() reader: ReaderContext, @Body() { n, leaseSeconds }: ClaimBody): Promise<object> {
    return this.notices.claim(clientIn(reader), { limit: n ?? PAGE, leaseSeconds: leaseSeconds ?? LEASE_SECONDS });
  }

  @Says('One notice: to a system, that there is something; to a person it was sent to, the alert')
  @Get(':id')
  @UseGuards(BearerGuard)
  async one(@Reader() reader: ReaderContext, @Param('id') id: string): Promise<object> {
    return reader.kind === 'agency' ? this.notices.thin(reader, id) : this.notices.alert(reader, id);
  }

  @Says('My system has it; where it names who read it, they have seen it, or did what they say', {
    takes: AcknowledgeBody,
  })
  @Post(':id/acknowledge')
  @HttpCode(200)
  @UseGuards(AgencyGuard)
  async acknowledge(
    @Reader() reader: ReaderContext,
    @Param('id') id: string,
    @Body() body: AcknowledgeBody,
  ): Promise<object> {
    return this.notices.acknowledge(clientIn(reader), id, acknowledgementIn(body));
  }

  @Says('Give it back before the lease is over', { takes: ReleaseBody })
  @Post(':id/release')
  @HttpCode(204)
  @UseGuards(AgencyGuard)
  async release(
    @Reader() reader: ReaderContext,
    @Param('id') id: string,
    @Body() { lease }: ReleaseBody,
  ): Promise<void> {
    await this.notices.release(clientIn(reader), id, lease);
  }
}

function clientIn(reader: ReaderContext): Client {
  if (reader.kind === 'agency') return reader;
  throw new Error('the guard lets in systems alone');
}
