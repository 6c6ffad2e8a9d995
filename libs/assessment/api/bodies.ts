import { applyDecorators } from '@nestjs/common';
import { ACTION_ENDS, CLOSINGS, type Element, ELEMENT_IDS, FORMS, SPEAKERS, VOICES } from '@tributary/catalogue';
import {
  type AgencyId,
  parsePlainDate,
  type PlainDate,
  type PractitionerId,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateNested,
  type ValidationError,
  validateSync,
} from 'class-validator';
import { CONTRIBUTION_CLASSES } from '../domain/reach';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const WORDS = 2_000;
const MOST_AGENCIES = 40;

/** Somebody's own words: white space is none. */
const Words = () =>
  applyDecorators(IsString(), Matches(/\S/, { message: '$property must not be empty' }), MaxLength(WORDS));

/** A day that exists. */
const Day = () =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) => typeof value === 'string' && parsePlainDate(value) !== undefined,
      defaultMessage: () => '$property must be a day that exists, like 2026-03-07',
    },
  });

class HatBody {
  @Matches(SLUG) practitioner: PractitionerId;
  @Matches(SLUG) role: RoleCode;
  @Matches(SLUG) agency: AgencyId;
}

export class OpenBody {
  @Words() reason: string;
}

export class SaidBody {
  @IsIn([...SPEAKERS]) saidBy: (typeof SPEAKERS)[number];
  @IsIn([...FORMS]) form: (typeof FORMS)[number];
  @Day() on: PlainDate;
}

export class AgreementBody extends SaidBody {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_AGENCIES) @Matches(SLUG, { each: true }) agencies: AgencyId[];
  @IsOptional() @IsArray() @ArrayMaxSize(MOST_AGENCIES) @Matches(SLUG, { each: true }) excluded?: AgencyId[];
}

class OneAskBody {
  @Matches(SLUG) agency: AgencyId;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ELEMENT_IDS.length)
  @IsIn([...ELEMENT_IDS], { each: true })
  elements: Element[];
}

export class AskBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AGENCIES)
  @ValidateNested({ each: true })
  @Type(() => OneAskBody)
  asks: OneAskBody[];
}

export class WrittenBody {
  /** Chosen by the sender, so that what is sent twice is there once. */
  @IsOptional() @IsUUID() contribution?: string;
  @IsIn([...ELEMENT_IDS]) element: Element;
  @IsOptional() @IsIn([...VOICES]) voice?: (typeof VOICES)[number];
  @IsOptional() @Words() strengths?: string;
  @IsOptional() @Words() needs?: string;
  @IsOptional() @IsBoolean() forFamily?: boolean;
  @IsOptional() @IsIn([...CONTRIBUTION_CLASSES]) dataClass?: (typeof CONTRIBUTION_CLASSES)[number];
}

export class ActionBody {
  @IsOptional() @IsUUID() action?: string;
  @Words() outcome: string;
  @Words() what: string;
  @ValidateNested() @Type(() => HatBody) @IsNotEmpty() owner: HatBody;
  @Day() due: PlainDate;
}

export class EndActionBody {
  @IsIn([...ACTION_ENDS]) outcome: (typeof ACTION_ENDS)[number];
  @Day() on: PlainDate;
  @IsOptional() @Words() note?: string;
}

export class ReviewBody {
  @Day() on: PlainDate;
  @IsOptional() @Day() reviewBy?: PlainDate;
  @Words() progress: string;
  @IsOptional() @Words() childView?: string;
  @IsOptional() @Words() parentView?: string;
}

export class HandOverBody {
  @ValidateNested() @Type(() => HatBody) @IsNotEmpty() to: HatBody;
  @Words() reason: string;
}

export class CloseBody {
  @IsIn([...CLOSINGS]) outcome: (typeof CLOSINGS)[number];
  @Day() on: PlainDate;
  @IsOptional() @Words() note?: string;
}

/** The body as asked for; what is wrong is named, and never repeated. Throws `body-wrong` (422). */
export function checked<T extends object>(shape: new () => T, body: unknown): T {
  const value = plainToInstance(shape, body ?? {});
  const faults = faultsIn(validateSync(value, { whitelist: true, forbidNonWhitelisted: true }));
  // A field that was not sent is not there, so that it hides nobody's default.
  if (faults.length === 0) return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
  throw new Problem('body-wrong', 422, 'The body is not what is asked for', faults.join('; '));
}

const faultsIn = (errors: readonly ValidationError[], path = ''): readonly string[] =>
  errors.flatMap(({ property, constraints, children }) => [
    ...(constraints ? [`${path}${property}: ${Object.values(constraints).join(', ')}`] : []),
    ...faultsIn(children ?? [], `${path}${property}.`),
  ]);
