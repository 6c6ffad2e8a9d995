import { ACTIONS, OUTCOMES } from '@tributary/alerting';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A page of an agency's notices. */
export class NoticesQuery {
  /** `next` of the page before; 0 for the first. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) after?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit?: number;
}

export class ClaimBody {
  /** How many at most. */
  @IsOptional() @IsInt() @Min(1) @Max(100) n?: number;
  /** Seconds after which what was not acknowledged is given again. */
  @IsOptional() @IsInt() @Min(5) @Max(3_600) leaseSeconds?: number;
}

class WhoBody {
  @Matches(SLUG) @MaxLength(100) practitioner: string;
  @Matches(SLUG) @MaxLength(100) role: string;
}

export class AcknowledgeBody {
  /** As the claim gave it; needed while it holds the notice. */
  @IsOptional() @IsUUID() lease?: string;
  /** The person who read it, where somebody did. Without them it counts as delivered, and as read by nobody. */
  @IsOptional() @ValidateNested() @Type(() => WhoBody) by?: WhoBody;
  /** What that person did about it. */
  @IsOptional() @IsIn([...ACTIONS]) action?: string;
  /** That person is done with it. */
  @IsOptional() @IsIn([...OUTCOMES]) outcome?: string;
  @IsOptional() @IsString() @MaxLength(2_000) note?: string;
}

/** The same, on a topic. */
export class AcknowledgeRecord extends AcknowledgeBody {
  @IsUUID() notice: string;
}

export class ReleaseBody {
  @IsUUID() lease: string;
}
