import type { FeedFormat, Parsed } from '../format';
import { fileProblem } from '../problem-codes';
import { type JsonElement, type JsonLimits, parseElement } from '../shared/json-elements';
import { lineElements, listElements, peek, wholeText } from '../shared/json-lists';
import { decodeUtf8 } from '../shared/text';
import { readEvent } from './read-event';
import { eventSamples } from './samples';

export { type BinaryEvent, isBinary, structuredEvent } from './binary';

/** Room for the 64 KiB that CloudEvents asks for, sixteen times. */
const LIMITS: JsonLimits = { elementCharacters: 1_048_576, name: 'event' };

/**
 * CloudEvents 1.0, structured: one event, a batch, or one event a line. The type is one of the catalogue; `data` is
 * `{ record, fact, item? }`: whose record, what happened, and which item of the sender's it states. Extensions:
 * `recordedtime` (when the sender's system recorded it), `sequence` (revision of the item), `occurredon`,
 * `occurredsession`, `occurredfrom`, `occurredto`, `retracted` (true takes the item back).
 */
export const cloudevents: FeedFormat = {
  id: 'cloudevents',
  title: 'CloudEvents 1.0',
  mediaTypes: ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/x-ndjson'],
  currency: 'live',
  revisions: 'stamp',
  samples: eventSamples,
  async *parse(input, { mediaType }): AsyncGenerator<Parsed> {
    for await (const element of elements(decodeUtf8(input), mediaType)) {
      yield readEvent(parseElement(element), `event ${element.index}`, () => alone(element.text, mediaType));
    }
    yield { kind: 'complete' };
  },
};

/** One event as a delivery of the same media type. */
const alone = (text: string, mediaType: string): string =>
  mediaType.toLowerCase().startsWith('application/cloudevents-batch+json') ? `[${text}]` : text;

async function* elements(chunks: AsyncIterable<string>, mediaType: string): AsyncGenerator<JsonElement> {
  const type = mediaType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-ndjson') {
    yield* lineElements(chunks, LIMITS);
    return;
  }
  const { first, text } = await peek(chunks);
  const listed = first === '[';
  if (type === 'application/cloudevents-batch+json' && !listed) {
    throw fileProblem('json-not-expected', 'A batch is a JSON list of events.', { line: 1 });
  }
  if (type === 'application/cloudevents+json' && listed) {
    throw fileProblem('json-not-expected', 'A list of events goes as application/cloudevents-batch+json.', { line: 1 });
  }
  if (listed) yield* listElements(text, LIMITS);
  else yield { text: await wholeText(text, LIMITS), index: 1, line: 1 };
}
