import { type DynamicModule, Module } from '@nestjs/common';
import { Intake } from '../pipeline/intake';
import type { FeedRegistry } from '../pipeline/ports';
import { RateLimit } from '@tributary/runtime';
import { AccessTokens } from '@tributary/sign-in';
import { DeliveriesController } from './deliveries.controller';
import { FeedDeclarations } from './feed-declarations';
import { FeedDesk } from './feed-desk';
import { FeedsController } from './feeds.controller';
import { MappingDesk } from '../mapping/mapping-desk';
import { MappingsController } from './mappings.controller';
import { OnboardingDesk } from '../onboarding/onboarding-desk';
import { RedriveDesk } from './redrive-desk';
import { RedrivesController } from './redrives.controller';
import { Contracts } from '../sandbox/contracts';
import { Sandbox } from '../sandbox/sandbox';
import { SandboxController } from './sandbox.controller';
import { FEEDS, SANDBOX_RATE } from './tokens';

/** Test deliveries a second that one client may send: by hand, or by a suite. */
export const TESTS_A_SECOND = 20;

export type IntakeHttp = Readonly<{
  intake: Intake;
  feeds: FeedRegistry;
  declarations: FeedDeclarations;
  mappings: MappingDesk;
  onboarding: OnboardingDesk;
  sandbox: Sandbox;
  contracts: Contracts;
  tokens: AccessTokens;
  rate?: RateLimit;
  sandboxRate?: RateLimit;
}>;

/** The ways in over HTTP, given what stands behind them. */
@Module({})
export class IntakeHttpModule {
  static over({
    intake,
    feeds,
    declarations,
    mappings,
    onboarding,
    sandbox,
    contracts,
    tokens,
    rate,
    sandboxRate,
  }: IntakeHttp): DynamicModule {
    return {
      module: IntakeHttpModule,
      controllers: [DeliveriesController, FeedsController, RedrivesController, MappingsController, SandboxController],
      providers: [
        { provide: Intake, useValue: intake },
        { provide: FEEDS, useValue: feeds },
        { provide: FeedDesk, useValue: new FeedDesk(intake, feeds) },
        { provide: RedriveDesk, useValue: new RedriveDesk(intake.redrives, feeds) },
        { provide: FeedDeclarations, useValue: declarations },
        { provide: MappingDesk, useValue: mappings },
        { provide: OnboardingDesk, useValue: onboarding },
        { provide: Contracts, useValue: contracts },
        { provide: Sandbox, useValue: sandbox },
        { provide: SANDBOX_RATE, useValue: sandboxRate ?? new RateLimit(TESTS_A_SECOND) },
        { provide: AccessTokens, useValue: tokens },
        { provide: RateLimit, useValue: rate ?? new RateLimit() },
      ],
    };
  }
}
