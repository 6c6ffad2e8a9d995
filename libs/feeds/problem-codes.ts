import { Problem } from '@tributary/kernel';
import { CSV_PROBLEMS } from './csv-problem-codes';
import { MAPPING_PROBLEMS } from './mapping-problem-codes';
import { DOCUMENT_PROBLEMS } from './document-problems';
import { type Entry, file, one } from './problem-entry';

/** Every code that what stands in a file can lead to; docs/problems.md is generated from it. */
export const FEED_PROBLEMS = {
  ...CSV_PROBLEMS,
  ...MAPPING_PROBLEMS,
  'file-empty': file('Nothing in the delivery', 'The delivery holds no bytes.', 'Send the file again.', 400),
  'encoding-wrong': file(
    'Text is not UTF-8',
    'The text is in another encoding (Latin-1, Windows-1252, UTF-16).',
    'Export as UTF-8 (in a spreadsheet: “CSV UTF-8”) and send again.',
    400,
  ),
  'value-missing': one(
    'A needed value is missing',
    'A value without which the record makes no sense is empty.',
    'Fill it in at the source and send the record again.',
  ),
  'value-invalid': one(
    'A value has the wrong form',
    'A value does not have the form that its field asks for.',
    'Correct it at the source and send the record again.',
  ),
  'value-too-long': one(
    'A value is too long',
    'A value is longer than its field allows.',
    'Shorten it; narrative does not belong in the feed.',
  ),
  'date-unreadable': one(
    'A needed date cannot be read',
    'The date is not a day that exists, or in another form than 2026-01-31 or 31/01/2026.',
    'Correct the date at the source and send the record again.',
  ),
  'time-without-offset': one(
    'A time says no offset',
    'A time is given without Z or an offset from UTC, or cannot be read; the hub does not guess.',
    'Send times as 2026-01-31T09:00:00Z or with +00:00.',
  ),
  'json-broken': file(
    'Not well-formed JSON',
    'The text is not JSON as RFC 8259 has it.',
    'Mend what stands at the place named.',
    400,
  ),
  'json-truncated': file('JSON ends too early', 'The delivery was cut off.', 'Send the whole of it again.', 400),
  'json-too-deep': file(
    'JSON nested too deeply',
    'Objects and lists are nested more than 64 deep.',
    'Send the documented form.',
    400,
  ),
  'json-element-too-large': file(
    'One element is too large',
    'One event or child is larger than the feed allows.',
    'Send it in its documented form, without attachments.',
    413,
  ),
  'json-not-expected': file(
    'Another JSON than this feed’s',
    'The document does not have the form of this feed.',
    'Check that the file went to the right feed.',
  ),
  'csc-child-without-id': one(
    'A child without la_child_id',
    'The child object has no la_child_id, or is no object.',
    'Send the child again with the authority’s own number.',
  ),
  'xml-broken': file(
    'Not well-formed XML',
    'A tag is not closed, or the file was cut off.',
    'Export again and send the whole of it.',
    400,
  ),
  'xml-doctype-refused': file(
    'Document type refused',
    'The file declares a document type or an entity. They can read files and exhaust memory, so none is accepted.',
    'Export without a DOCTYPE.',
    400,
  ),
  'xml-too-deep': file(
    'XML nested too deeply',
    'Elements are nested more than 32 deep.',
    'Send the documented form.',
    400,
  ),
  'xml-text-too-long': file(
    'A text in the XML is too long',
    'More than a million characters stand without a tag.',
    'Send the documented form.',
    413,
  ),
  'xml-child-too-large': file(
    'One element is too large',
    'One child, pupil or other record has more than 50,000 elements.',
    'Send the documented form.',
    413,
  ),
  ...DOCUMENT_PROBLEMS,
  'fhir-too-large': file(
    'FHIR message too large',
    'One message is longer than the feed allows, or has more elements.',
    'Send it in its documented form, without attachments.',
    413,
  ),
  'fhir-not-expected': one(
    'Another document than this feed’s',
    'The document is not the kind of FHIR bundle that the feed reads.',
    'Check that the message went to the right feed.',
  ),
  'fhir-nobody': one(
    'Nobody named',
    'The message gives neither a number nor a name with a birth date of the person it is about.',
    'Send it with the child’s NHS number, or with name and birth date.',
  ),
  'nems-header-incomplete': one(
    'NEMS message header incomplete',
    'MessageHeader has no event code, or a message event type other than new, update or delete.',
    'Send the message with its header as the specification has it.',
  ),
  'nems-event-unknown': one(
    'NEMS event not read',
    'The event code is not one of those that the feed reads.',
    'Compare with the feed’s page; leave the event out of the subscription.',
  ),
  'nems-people-differ': one(
    'The message names two people',
    'The NHS number that routed the message is not the number of the patient in it, so nobody can tell whose event it is.',
    'Ask the publisher which of the two is meant; the message can be sent again once it is put right.',
  ),
  'ce-not-an-event': one('Not a CloudEvent', 'The element is not a JSON object.', 'Send a CloudEvents 1.0 object.'),
  'ce-specversion': one(
    'CloudEvents version missing or unknown',
    'specversion must be the text 1.0.',
    'Send CloudEvents 1.0.',
  ),
  'ce-attribute-missing': one(
    'A CloudEvents attribute is missing',
    'id, source and type must be texts that are not empty.',
    'Add the attribute named.',
  ),
  'ce-attribute-invalid': one(
    'A CloudEvents attribute has the wrong form',
    'An attribute does not have the form that CloudEvents 1.0 asks for.',
    'Correct the attribute named.',
  ),
  'ce-attribute-name': one(
    'A CloudEvents attribute name has the wrong form',
    'Names have lower-case letters and digits only.',
    'Rename the extension.',
  ),
  'ce-data-twice': one('Both data and data_base64', 'An event carries its data once.', 'Leave one out.'),
  'ce-data-not-json': one(
    'Data is not JSON',
    'Data must be a JSON object with record and fact.',
    'Send datacontenttype application/json.',
  ),
  'ce-subject-person': one(
    'A person’s number in subject',
    'subject looks like an NHS number or a unique pupil number. Context attributes travel unprotected.',
    'Leave subject out; the number belongs in data.record.',
  ),
  'ce-record-invalid': one(
    'data.record is missing or has the wrong form',
    'The event does not say whose record it concerns.',
    'Send data.record with system and localId; see the feed’s page.',
  ),
  'ce-occurred-missing': one(
    'No time of occurrence',
    'Neither an occurred… extension, nor a day in data.fact, nor time says when it happened.',
    'Send time, or occurredon.',
  ),
  'hl7-not-hl7': file(
    'Not HL7 version 2',
    'A line stands before the first message header (MSH), or outside any message.',
    'Send messages one after the other, each beginning with MSH, or in batches.',
    400,
  ),
  'hl7-batch-cut-off': file(
    'A batch lacks messages',
    'The batch has fewer messages than its trailer (BTS-1) says.',
    'Send the whole of it again.',
  ),
  'hl7-message-too-large': one(
    'A message is too large',
    'A message has more than a million characters; mostly a document is attached.',
    'Send it without attachments.',
  ),
  'hl7-header-broken': one(
    'Message header broken',
    'MSH does not name the field separator and the encoding characters.',
    'Begin each message with MSH|^~\\& or your own separators.',
  ),
  'hl7-charset-unknown': one(
    'Character set not read',
    'MSH-18 names a character set that no English system sends.',
    'Send UNICODE UTF-8, 8859/1 or 8859/15.',
  ),
  'hl7-patient-unnumbered': one(
    'A patient without a number',
    'PID-3 has no number by which the sender keeps the patient.',
    'Send the hospital number in PID-3, with its assigning authority.',
  ),
  'hl7-message-not-read': one(
    'Message of another kind',
    'Results, orders and other events are not read; the message is left out and not kept.',
    'Nothing; or filter these messages at the source.',
  ),
  'hl7-person-grown-up': one(
    'Message about an adult',
    'The person is 25 or older; the message is left out and not kept.',
    'Nothing; or filter by date of birth at the source.',
  ),
  'type-unknown': one('Event type unknown', 'The type is not in the catalogue.', 'Compare with docs/events.md.'),
  'type-not-accepted': one(
    'Event type not accepted from outside',
    'Only facts about an agency’s own record can be sent; decisions are made in the hub.',
    'Send one of the record types of docs/events.md.',
  ),
  'data-invalid': one(
    'Event data does not fit its type',
    'A needed field is missing or has the wrong form.',
    'Compare with the type’s schema; the message names the fields.',
  ),
} as const satisfies Readonly<Record<string, Entry>>;

export type FeedProblemCode = keyof typeof FEED_PROBLEMS;

/** A fault of the whole delivery: what, where, and what to do next. `detail` must not hold personal data. */
export function fileProblem(
  code: FeedProblemCode,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): Problem {
  const { status, title, todo } = FEED_PROBLEMS[code];
  return new Problem(code, status, title, `${detail} ${todo}`, extra);
}
