import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { EventExportsController } from './api/event-exports.controller';
import { ExportsController } from './api/exports.controller';
import { ReplaysController } from './api/replays.controller';
import { LeftController } from './api/left.controller';
import { CHILD_EXPORTS, EVENT_FILES, REPLAY_DOORS, REPLAYS, WHAT_LEFT } from './api/tokens';
import type { ChildExports } from './exports/child-exports';
import type { EventFiles } from './exports/events/event-files';
import type { WhatLeft } from './left/what-left';
import { type ReplaysOptions, ReplaysService } from './replays.service';

@Module({})
export class AuditModule {
  static with(
    options: ReplaysOptions & {
      doors: Pick<ChildDoors, 'viewerOf'>;
      childExports: ChildExports;
      eventFiles: EventFiles;
      left: WhatLeft;
    },
  ): DynamicModule {
    return {
      module: AuditModule,
      controllers: [ReplaysController, ExportsController, EventExportsController, LeftController],
      providers: [
        { provide: REPLAYS, useValue: new ReplaysService(options) },
        { provide: CHILD_EXPORTS, useValue: options.childExports },
        { provide: EVENT_FILES, useValue: options.eventFiles },
        { provide: WHAT_LEFT, useValue: options.left },
        { provide: REPLAY_DOORS, useValue: options.doors },
      ],
      exports: [REPLAYS],
    };
  }
}
