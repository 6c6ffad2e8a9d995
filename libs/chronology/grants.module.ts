import { type DynamicModule, Module } from '@nestjs/common';
import { GrantsController } from './api/grants.controller';
import { ReleasesController } from './api/releases.controller';
import { RequestsController } from './api/requests.controller';
import { DOORS, GRANTS } from './api/tokens';
import type { ChildGrants } from './grants/grants';
import type { ChildDoors } from './ports';

/** What people decide about access, for any app that reads children. */
@Module({})
export class GrantsModule {
  static with({ grants, doors }: Readonly<{ grants: ChildGrants; doors: ChildDoors }>): DynamicModule {
    return {
      module: GrantsModule,
      controllers: [GrantsController, ReleasesController, RequestsController],
      providers: [
        { provide: GRANTS, useValue: grants },
        { provide: DOORS, useValue: doors },
      ],
    };
  }
}
