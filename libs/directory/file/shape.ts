import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
  type ValidationError,
  validateSync,
} from 'class-validator';
import { CURRENCIES } from '@tributary/feeds';
import { AGENCY_KINDS, NOTICE_CHANNELS, REACHES, SECTORS } from '../domain/document';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** None that a spreadsheet takes for a formula. */
const NAME = /^[^\s=+\-@]/;
/** Of a document kept elsewhere. */
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9/._-]{0,99}$/;
/** Where calls go; without a user, a password or a fragment. */
const ENDPOINT = /^https?:\/\/[A-Za-z0-9.[\]:-]{1,253}(\/[^\s@#\\]{0,500})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const EMAIL = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,190}$/;
/** As Kafka's brokers name those who sign in; not everybody. */
const PRINCIPAL = /^User:[^\s*][^*\r\n]{0,199}$/;
/** Days; longer than any feed's purpose asks. */
const MOST_HELD_DAYS = 3_650;
const PHONE = /^[0-9 +()-]{3,24}$/;

class AuthorityShape {
  @Matches(/^\d{3}$/) code: string;
  @Matches(NAME) name: string;
  @Matches(PHONE) frontDoor: string;
  @Matches(PHONE) outOfHours: string;
  @IsOptional() @IsArray() @Matches(SLUG, { each: true }) liveRules?: string[];
  @IsOptional() @IsObject() thresholds?: Record<string, Record<string, number>>;
  @IsOptional() @IsObject() labels?: Record<string, string>;
}
class HoursShape {
  @Matches(TIME) from: string;
  @Matches(TIME) to: string;
}
class TermShape {
  @Matches(DAY) from: string;
  @Matches(DAY) to: string;
}
class NoticesShape {
  @IsIn([...NOTICE_CHANNELS]) by: string;
  @IsOptional() @Matches(ENDPOINT) to?: string;
  @IsOptional() @Matches(PRINCIPAL) principal?: string;
}
class AgencyShape {
  @Matches(SLUG) id: string;
  @Matches(NAME) name: string;
  @IsIn([...SECTORS]) sector: string;
  @Matches(/^\d{3}$/) authority: string;
  @IsOptional() @IsIn([...AGENCY_KINDS]) kind?: string;
  @IsOptional() @IsArray() @Matches(/^\d{7}$/, { each: true }) schools?: string[];
  @ValidateIf((agency: AgencyShape) => agency.hours !== undefined && agency.hours !== 'always')
  @ValidateNested()
  @Type(() => HoursShape)
  hours?: HoursShape | 'always';
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => TermShape) terms?: TermShape[];
  @IsOptional() @IsArray() @Matches(DAY, { each: true }) insetDays?: string[];
  @IsOptional() @ValidateNested() @Type(() => NoticesShape) notices?: NoticesShape;
}
class TeamShape {
  @Matches(SLUG) id: string;
  @Matches(SLUG) agency: string;
  @Matches(NAME) name: string;
  @IsOptional() @Matches(PHONE) phone?: string;
  @IsOptional() @Matches(SLUG) manager?: string;
}
class MllpShape {
  @IsOptional() @IsString() @IsNotEmpty() certificate?: string;
  @IsOptional() @IsString() @IsNotEmpty() application?: string;
  @IsOptional() @IsString() @IsNotEmpty() facility?: string;
}
class KafkaShape {
  @Matches(PRINCIPAL) principal: string;
}
class FeedShape {
  @Matches(SLUG) id: string;
  @Matches(SLUG) agency: string;
  @Matches(SLUG) format: string;
  @IsBoolean() live: boolean;
  @Matches(SLUG) agreement: string;
  @IsOptional() @IsString() rhythm?: string;
  @Matches(SLUG) manager: string;
  @IsOptional() @Matches(TIME) by?: string;
  @IsOptional() @IsIn([...CURRENCIES]) currency?: string;
  @IsOptional() @IsIn([...REACHES]) cohort?: string;
  @IsOptional() @Matches(REFERENCE) impactAssessment?: string;
  @IsOptional() @Matches(SLUG) controller?: string;
  @IsOptional() @Matches(SLUG) supplier?: string;
  @IsOptional() @Matches(DAY) liveSince?: string;
  @IsOptional() @IsBoolean() restricted?: boolean;
  @ValidateIf((feed: FeedShape) => feed.holding !== undefined && feed.holding !== 'school-year')
  @IsInt()
  @Min(1)
  @Max(MOST_HELD_DAYS)
  holding?: number | 'school-year';
  @IsOptional() @ValidateNested() @Type(() => MllpShape) mllp?: MllpShape;
  @IsOptional() @ValidateNested() @Type(() => KafkaShape) kafka?: KafkaShape;
}
class RoleShape {
  @Matches(SLUG) role: string;
  @Matches(SLUG) agency: string;
  @IsOptional() @Matches(SLUG) team?: string;
  @IsOptional() @Matches(SLUG) deputy?: string;
  @IsOptional() @Matches(SLUG) manager?: string;
}
class WorkerShape {
  @Matches(SLUG) agency: string;
  @IsString() @IsNotEmpty() number: string;
}
class PractitionerShape {
  @Matches(SLUG) id: string;
  @Matches(NAME) name: string;
  @IsOptional() @IsString() @IsNotEmpty() subject?: string;
  @IsOptional() @Matches(PHONE) phone?: string;
  @IsOptional() @Matches(EMAIL) email?: string;
  @IsArray() @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => RoleShape) roles: RoleShape[];
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => WorkerShape) workerNumbers?: WorkerShape[];
}
class DirectoryShape {
  @IsArray() @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => AuthorityShape) authorities: AuthorityShape[];
  @IsArray() @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => AgencyShape) agencies: AgencyShape[];
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => TeamShape) teams?: TeamShape[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => FeedShape) feeds: FeedShape[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => PractitionerShape) practitioners: PractitionerShape[];
}

/** class-validator's names of what it checks, as a person would say them. */
const WORDS: Readonly<Record<string, string>> = {
  whitelistValidation: 'is not a field of the directory',
  matches: 'is missing or not of the form asked for',
  isString: 'is missing or not a text',
  isNotEmpty: 'is empty',
  isBoolean: 'is missing or not true or false',
  isInt: 'is neither school-year nor a whole number of days',
  min: 'is less than one day',
  max: 'is more than ten years',
  isIn: 'is missing or none of the words allowed',
  isArray: 'is missing or not a list',
  isObject: 'is not a mapping',
  arrayNotEmpty: 'is an empty list',
  nestedValidation: 'is not a list of entries',
};

/** Each part that is missing, unknown or of the wrong kind, by its path; values are not repeated. */
export function shapeFaults(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return ['the file holds no mapping'];
  const errors = validateSync(plainToInstance(DirectoryShape, value), {
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => flatten(error, ''));
}

function flatten(error: ValidationError, parent: string): string[] {
  const path = /^\d+$/.test(error.property)
    ? `${parent}[${error.property}]`
    : `${parent}${parent ? '.' : ''}${error.property}`;
  const own = Object.keys(error.constraints ?? {}).map((rule) => `${path}: ${WORDS[rule] ?? rule}`);
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}
