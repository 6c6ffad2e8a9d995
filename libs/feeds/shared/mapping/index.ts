export { codesOfField } from './codes';
export type { MappedFormatId, MappingDocument, MappingFault } from './document';
export { faultLine, type Mapping, mappingFaults, mappingOf } from './mapping';
export type { Source } from './source';
export { neededMapping, parkedRow, readRow } from './needed';
