import { Type } from 'class-transformer';
import { IsBoolean, IsBooleanString, IsInt, IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';

/** Whether what a feed delivers is news from now on. */
export class DeclareBody {
  @IsBoolean()
  live: boolean;
}

/** A page of parked records. */
export class ParkedQuery {
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

/** Further lines of a receipt. */
export class ReceiptQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  after?: number;
}

export class DeliveryQuery {
  /** As the header X-Backfill. */
  @IsOptional()
  @IsBooleanString()
  backfill?: string;

  /** Which of the agency's feeds, where it has several for CloudEvents. */
  @IsOptional()
  @MaxLength(100)
  feed?: string;
}
