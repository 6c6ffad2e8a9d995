import { Body, Controller, Header, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import { Asking } from '../asking';
import { bundleOf } from './bundle';
import { callIn } from './parameters';

/** The same question by FHIR R4. Errors are OperationOutcome. */
@Controller('fhir')
@UseGuards(BearerGuard)
export class FhirController {
  constructor(@Inject(Asking) private readonly asking: Asking) {}

  @Says('FHIR R4 $match: Parameters with a Patient and a reason; a searchset of the agency’s own references', {
    streams: ['application/fhir+json'],
  })
  @Post('Patient/$match')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'application/fhir+json; charset=utf-8')
  async match(@Reader() reader: ReaderContext, @Body() body: unknown): Promise<object> {
    const { question, ...call } = callIn(body);
    return bundleOf(await this.asking.ask(reader, question), call);
  }
}
