import { Type } from 'class-transformer';
import { IsBoolean, IsBooleanString, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

/** Whether what a feed delivers is news from now on. */
export class DeclareBody {
  @IsBoolean()
  live: boolean;
}

/** A mapping's text, tried on the newest deliveries or on a sample. */
export class PreviewBody {
  @IsString()
  @MaxLength(200_000)
  text: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20)
  last?: number;

  @IsOptional()
  @IsString()
  @MaxLength(500_000)
  sample?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  mediaType?: string;
}

/** A mapping's text, and the day from which it is in force; without one, from now. */
export class PutMappingBody {
  @IsString()
  @MaxLength(200_000)
  text: string;

  @IsOptional()
  @IsString()
  @MaxLength(10)
  from?: string;
}

/** Which parked records are sent again; all where no reason is named. */
export class RedriveBody {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string;
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
