import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from '@tributary/sign-in';
import { Asking } from './asking';
import { FhirController } from './fhir/fhir.controller';
import { MatchController } from './match.controller';

type AskParts = Readonly<{ asking: Asking; tokens: AccessTokens }>;

/** Asking which child somebody is, for any app that reads children. */
@Module({})
export class AskModule {
  static with({ asking, tokens }: AskParts): DynamicModule {
    return {
      module: AskModule,
      controllers: [MatchController, FhirController],
      providers: [
        { provide: Asking, useValue: asking },
        { provide: AccessTokens, useValue: tokens },
      ],
    };
  }
}
