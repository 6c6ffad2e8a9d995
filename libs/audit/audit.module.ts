import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { ReplaysController } from './api/replays.controller';
import { REPLAY_DOORS, REPLAYS } from './api/tokens';
import { type ReplaysOptions, ReplaysService } from './replays.service';

@Module({})
export class AuditModule {
  static with(options: ReplaysOptions & { doors: Pick<ChildDoors, 'viewerOf'> }): DynamicModule {
    return {
      module: AuditModule,
      controllers: [ReplaysController],
      providers: [
        { provide: REPLAYS, useValue: new ReplaysService(options) },
        { provide: REPLAY_DOORS, useValue: options.doors },
      ],
      exports: [REPLAYS],
    };
  }
}
