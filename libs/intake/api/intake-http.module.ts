import { type DynamicModule, Module } from '@nestjs/common';
import { Intake } from '../pipeline/intake';
import type { FeedRegistry } from '../pipeline/ports';
import { AccessTokens } from '@tributary/sign-in';
import { DeliveriesController } from './deliveries.controller';
import { FeedDeclarations } from './feed-declarations';
import { FeedDesk } from './feed-desk';
import { FeedsController } from './feeds.controller';
import { MappingDesk } from '../mapping/mapping-desk';
import { MappingsController } from './mappings.controller';
import { OnboardingDesk } from '../onboarding/onboarding-desk';
import { RateLimit } from './rate-limit';
import { FEEDS } from './tokens';

export type IntakeHttp = Readonly<{
  intake: Intake;
  feeds: FeedRegistry;
  declarations: FeedDeclarations;
  mappings: MappingDesk;
  onboarding: OnboardingDesk;
  tokens: AccessTokens;
  rate?: RateLimit;
}>;

/** The ways in over HTTP, given what stands behind them. */
@Module({})
export class IntakeHttpModule {
  static over({ intake, feeds, declarations, mappings, onboarding, tokens, rate }: IntakeHttp): DynamicModule {
    return {
      module: IntakeHttpModule,
      controllers: [DeliveriesController, FeedsController, MappingsController],
      providers: [
        { provide: Intake, useValue: intake },
        { provide: FEEDS, useValue: feeds },
        { provide: FeedDesk, useValue: new FeedDesk(intake, feeds) },
        { provide: FeedDeclarations, useValue: declarations },
        { provide: MappingDesk, useValue: mappings },
        { provide: OnboardingDesk, useValue: onboarding },
        { provide: AccessTokens, useValue: tokens },
        { provide: RateLimit, useValue: rate ?? new RateLimit() },
      ],
    };
  }
}
