import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from '@tributary/sign-in';
import { NoticesController } from './api/notices.controller';
import { Notices } from './notices';

/** Notices over HTTP, for any app that hands in what they need. */
@Module({})
export class OutboundModule {
  static with(options: Readonly<{ notices: Notices; tokens: AccessTokens }>): DynamicModule {
    return {
      module: OutboundModule,
      controllers: [NoticesController],
      providers: [
        { provide: Notices, useValue: options.notices },
        { provide: AccessTokens, useValue: options.tokens },
      ],
    };
  }
}
