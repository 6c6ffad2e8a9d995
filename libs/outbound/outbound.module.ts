import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from '@tributary/sign-in';
import { NoticesController } from './api/notices.controller';
import { Notices } from './notices';
import { AlertStreams } from './stream/alert-streams';
import { StreamController } from './stream/stream.controller';

/** Notices and streams over HTTP, for any app that hands in what they need. */
@Module({})
export class OutboundModule {
  static with(options: Readonly<{ notices: Notices; streams: AlertStreams; tokens: AccessTokens }>): DynamicModule {
    return {
      module: OutboundModule,
      controllers: [NoticesController, StreamController],
      providers: [
        { provide: Notices, useValue: options.notices },
        { provide: AlertStreams, useValue: options.streams },
        { provide: AccessTokens, useValue: options.tokens },
      ],
    };
  }
}
