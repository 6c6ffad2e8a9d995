import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { CopiesController } from './api/copies.controller';
import { EventExportsController } from './api/event-exports.controller';
import { ExportsController } from './api/exports.controller';
import { ReplaysController } from './api/replays.controller';
import { LeftController } from './api/left.controller';
import { ALERT_COPIES, CHILD_EXPORTS, EVENT_FILES, REPLAY_DOORS, REPLAYS, WHAT_LEFT } from './api/tokens';
import type { AlertCopies } from './exports/alert-copies';
import type { ChildExports } from './exports/child-exports';
import type { EventFiles } from './exports/events/event-files';
import type { WhatLeft } from './left/what-left';
import type { ReplaysService } from './replays.service';

@Module({})
export class AuditModule {
  static with(
    options: Readonly<{
      doors: Pick<ChildDoors, 'viewerOf'>;
      replays: ReplaysService;
      childExports: ChildExports;
      alertCopies: AlertCopies;
      eventFiles: EventFiles;
      left: WhatLeft;
    }>,
  ): DynamicModule {
    return {
      module: AuditModule,
      controllers: [ReplaysController, ExportsController, CopiesController, EventExportsController, LeftController],
      providers: [
        { provide: REPLAYS, useValue: options.replays },
        { provide: CHILD_EXPORTS, useValue: options.childExports },
        { provide: ALERT_COPIES, useValue: options.alertCopies },
        { provide: EVENT_FILES, useValue: options.eventFiles },
        { provide: WHAT_LEFT, useValue: options.left },
        { provide: REPLAY_DOORS, useValue: options.doors },
      ],
      exports: [REPLAYS],
    };
  }
}
