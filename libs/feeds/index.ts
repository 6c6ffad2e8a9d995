import { attendanceCsv } from './attendance-csv';
import { cinCensusXml } from './cin-census-xml';
import { cloudevents } from './cloudevents';
import { ctfXml } from './ctf-xml';
import { dfeCscJson } from './dfe-csc-json';
import { fhirR4UkCore } from './fhir-r4-uk-core';
import type { FeedFormat, FeedFormatId } from './format';
import { hl7v2 } from './hl7v2';
import { mappedCsv } from './mapped-csv';
import { mappedJson } from './mapped-json';
import { mnsSignal } from './mns-signal';
import { nemsStu3 } from './nems-stu3';
import { pupilCsv } from './pupil-csv';
import { schoolJson } from './school-json';
import { ssda903 } from './ssda903';
import { suspensionCsv } from './suspension-csv';

export { ATTENDANCE_COLUMNS } from './attendance-csv';
export { type BinaryEvent, isBinary, structuredEvent } from './cloudevents';
export * from './format';
export { csvLine, type CsvRow, csvRows, SHEET_START, sheetLine } from './shared/csv';
export { type Acknowledgement, HistoryRun, type Hl7Header, hl7HeaderOf, hl7Refusal } from './hl7v2/exchange';
export { LARGEST as HL7_LARGEST } from './hl7v2/messages';
export {
  codesOfField,
  faultLine,
  type Mapping,
  type MappingDocument,
  type MappingFault,
  mappingFaults,
  mappingOf,
} from './shared/mapping';
export { withParents } from './shared/around';
export { readDate } from './shared/dates';
export { mediaTypeOf } from './media-type';
export { FEED_PROBLEMS, type FeedProblemCode } from './problem-codes';
export { CONTRACT_CHECKS, type ContractCheck, type SampleFile } from './shared/samples';
export { SANDBOX_CHILDREN, SANDBOX_SCHOOL, type SandboxChild } from './shared/sandbox-children';
export { SUSPENSION_COLUMNS } from './suspension-csv';

/** Every native format there is; a folder that is missing here fails the build (formats.unit.spec.ts). */
export const formats: readonly FeedFormat[] = [
  attendanceCsv,
  suspensionCsv,
  pupilCsv,
  ctfXml,
  schoolJson,
  ssda903,
  dfeCscJson,
  cinCensusXml,
  nemsStu3,
  mnsSignal,
  fhirR4UkCore,
  cloudevents,
  hl7v2,
  mappedCsv,
  mappedJson,
];

const byId = new Map<string, FeedFormat>(formats.map((format) => [format.id, format]));
/** Undefined for a format that is not in the registry. */
export const formatOf = (id: FeedFormatId | (string & {})): FeedFormat | undefined => byId.get(id);
