import { Controller, Get, Header, Inject, Param, Query, Req } from '@nestjs/common';
import { type ChildDoors, purposeIn, READING } from '@tributary/chronology';
import { Says } from '@tributary/runtime';
import { PeopleAround } from '../around-child';

export const DOORS = Symbol('people doors');

/** Who stands around a child; `ref` is the viewer's agency's own reference for it. */
@Controller('v1/children/:ref/people')
export class PeopleController {
  constructor(
    @Inject(PeopleAround) private readonly people: PeopleAround,
    @Inject(DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('Who stands around a child, and those siblings that the reader has a ground for', {
    query: { purpose: READING.purpose },
  })
  @Get()
  @Header('Cache-Control', 'no-store')
  async around(
    @Req() request: unknown,
    @Param('ref') ref: string,
    @Query() raw: Readonly<Record<string, unknown>>,
  ): Promise<object> {
    return this.people.of({ viewer: await this.doors.viewerOf(request), ref, purpose: purposeIn(raw) });
  }
}
