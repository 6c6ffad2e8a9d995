import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { SealedController } from './api/sealed.controller';
import { SEALED_DOORS, SEALED_PAIRS } from './api/tokens';
import type { SealedPairs } from './sealed-pairs';

/** Sealed pairs over HTTP, for any app that reads children. */
@Module({})
export class SealedModule {
  static with(parts: Readonly<{ sealed: SealedPairs; doors: Pick<ChildDoors, 'viewerOf'> }>): DynamicModule {
    return {
      module: SealedModule,
      controllers: [SealedController],
      providers: [
        { provide: SEALED_PAIRS, useValue: parts.sealed },
        { provide: SEALED_DOORS, useValue: parts.doors },
      ],
    };
  }
}
