import { Controller, Get, Header, Inject, UseGuards } from '@nestjs/common';
import { ROLES } from '@tributary/directory';
import { Problem, type RoleCode } from '@tributary/kernel';
import { Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import type { MatchQuality } from './quality';

/** Who looks after the matching: no names stand in it, and small numbers are left out. */
export const QUALITY_ROLES: readonly RoleCode[] = [ROLES.dataSteward, ROLES.auditor, ROLES.operator];
export const QUALITY = Symbol('MatchQuality');

@Controller('v1/matches/quality')
@UseGuards(BearerGuard)
export class QualityController {
  constructor(@Inject(QUALITY) private readonly quality: () => Promise<MatchQuality>) {}

  @Says('How good the matching is, by group, as it was measured; and what waits, was linked and decided here')
  @Get()
  @Header('Cache-Control', 'no-store')
  async show(@Reader() reader: ReaderContext): Promise<MatchQuality> {
    if (reader.kind !== 'agency' && QUALITY_ROLES.includes(reader.role)) return this.quality();
    throw new Problem('role-wrong', 403, 'Not for your role', 'Data stewards, auditors and operators see it');
  }
}
