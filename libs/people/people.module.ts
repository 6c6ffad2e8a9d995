import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { DOORS, PeopleController } from './api/people.controller';
import { PeopleAround } from './around-child';

/** Who stands around a child, over HTTP, for any app that reads children. */
@Module({})
export class PeopleModule {
  static with({
    people,
    doors,
  }: Readonly<{ people: PeopleAround; doors: Pick<ChildDoors, 'viewerOf'> }>): DynamicModule {
    return {
      module: PeopleModule,
      controllers: [PeopleController],
      providers: [
        { provide: PeopleAround, useValue: people },
        { provide: DOORS, useValue: doors },
      ],
    };
  }
}
