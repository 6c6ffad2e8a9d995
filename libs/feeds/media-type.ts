/** By how a file's name ends; what ends otherwise is taken for JSON. */
const BY_ENDING: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  csv: 'text/csv',
  zip: 'application/zip',
  ndjson: 'application/x-ndjson',
  hl7: 'application/hl7-v2',
};

/** The media type that a file is delivered as. */
export const mediaTypeOf = (fileName: string): string =>
  BY_ENDING[fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/json';
