import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { ExportsController } from './api/exports.controller';
import { ReplaysController } from './api/replays.controller';
import { CHILD_EXPORTS, REPLAY_DOORS, REPLAYS } from './api/tokens';
import type { ChildExports } from './exports/child-exports';
import { type ReplaysOptions, ReplaysService } from './replays.service';

@Module({})
export class AuditModule {
  static with(
    options: ReplaysOptions & { doors: Pick<ChildDoors, 'viewerOf'>; childExports: ChildExports },
  ): DynamicModule {
    return {
      module: AuditModule,
      controllers: [ReplaysController, ExportsController],
      providers: [
        { provide: REPLAYS, useValue: new ReplaysService(options) },
        { provide: CHILD_EXPORTS, useValue: options.childExports },
        { provide: REPLAY_DOORS, useValue: options.doors },
      ],
      exports: [REPLAYS],
    };
  }
}
