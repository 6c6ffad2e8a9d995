import { declaredTopics, partnerTopics, type Topic } from '@tributary/stream';

type Channel = Readonly<{
  topic: Topic;
  /** Of the process that answers: it writes, or it reads. */
  action: 'send' | 'receive';
  messages: readonly (keyof typeof MESSAGES)[];
  about: string;
  /** What stands for `{id}` in the address, where there is a topic for each. */
  id?: string;
}>;

/** AsyncAPI 3 of the topics that infra/kafka/topics.yaml declares, each with its messages and their keys. */
export async function asyncApi(version: string): Promise<object> {
  const channels = Object.entries(await channelsOf());
  return {
    asyncapi: '3.0.0',
    info: { title: 'Tributary', version },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels.map(([name, channel]) => [name, described(channel)])),
    operations: Object.fromEntries(
      channels.map(([name, { action }]) => [`${action}-${name}`, { action, channel: { $ref: `#/channels/${name}` } }]),
    ),
    components: { messages: MESSAGES },
  };
}

async function channelsOf(): Promise<Readonly<Record<string, Channel>>> {
  const [hub, partner] = await Promise.all([declaredTopics(), partnerTopics()]);
  const send = { action: 'send', messages: ['sealed'] } as const;
  return {
    'child-events': { ...send, topic: hub['child-events'], about: 'Every event of every child, in the order of each' },
    'practice-events': { ...send, topic: hub['practice-events'], about: 'Events without a child' },
    parked: { ...send, topic: hub.parked, messages: ['parked'], about: 'Records that stand parked, or no longer do' },
    inbound: {
      ...{ topic: partner('inbound', '{id}'), action: 'receive', messages: ['structuredEvent', 'binaryEvent', 'file'] },
      ...{ about: 'What a feed’s sender writes itself', id: 'The feed, as the directory names it' },
    },
    notices: {
      ...{ topic: partner('notices', '{id}'), action: 'send', messages: ['notice'] },
      ...{
        about: 'That there is something to read, to one agency’s system',
        id: 'The agency, as the directory names it',
      },
    },
    acknowledgements: {
      ...{ topic: partner('acknowledgements', '{id}'), action: 'receive', messages: ['acknowledgement'] },
      ...{ about: 'What an agency’s system says back about its notices', id: 'The agency, as the directory names it' },
    },
  };
}

const described = ({ topic, messages, about, id }: Channel): object => ({
  address: topic.name,
  description: about,
  ...(id === undefined ? {} : { parameters: { id: { description: id } } }),
  messages: Object.fromEntries(messages.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
  bindings: {
    kafka: {
      partitions: topic.partitions,
      topicConfiguration: { 'retention.ms': topic.retentionMs, 'max.message.bytes': topic.maxMessageBytes },
    },
  },
});

const text = (description: string, rest: object = {}): object => ({ type: 'string', description, ...rest });
const keyed = (description: string): object => ({ kafka: { key: text(description) } });
const object = (properties: Readonly<Record<string, object>>): object => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

/** Of CloudEvents’ binary mode. */
const headers = (id: string, type: object, source: string, more: Readonly<Record<string, object>> = {}): object =>
  object({
    ce_specversion: text('CloudEvents', { const: '1.0' }),
    ...{ ce_id: text(id), ce_type: type, ce_source: text(source), ...more },
  });

const OWN_WORD = keyed('The sender’s own word for what belongs together; no name or number of a child');

const MESSAGES = {
  sealed: {
    summary: 'An event, sealed: position, key id, hash and tokens are clear, nothing else is',
    contentType: 'application/octet-stream',
    headers: headers(
      'The position in the feed',
      text('The same for all: the event’s own type is sealed', { const: 'tributary.sealed' }),
      'The store that it is read from',
      { ce_seal: text('Stream token, version, key id and hash, by spaces') },
    ),
    payload: { type: 'string', format: 'binary' },
    bindings: keyed('A token of the child or stream, made under a key'),
  },
  parked: {
    summary: 'That a record was parked, or taken in after all; the record stays sealed in the store',
    headers: headers('The record and its state', text('The same for all', { const: 'tributary.parked' }), 'The feed'),
    payload: object({
      id: text('The parked record', { format: 'uuid' }),
      feed: text('As the directory names it'),
      code: text('Why it was parked: docs/problems.md'),
      at: text('When', { format: 'date-time' }),
      state: text('What became of it', { enum: ['parked', 'settled'] }),
    }),
    bindings: keyed('The feed'),
  },
  structuredEvent: {
    summary: 'A CloudEvent, structured mode',
    contentType: 'application/cloudevents+json',
    payload: { type: 'object', required: ['specversion', 'id', 'source', 'type'] },
    bindings: OWN_WORD,
  },
  binaryEvent: {
    summary: 'A CloudEvent, binary mode: the value is its data',
    headers: headers('The sender’s', text('docs/events.md'), 'The sender’s'),
    payload: { type: 'object' },
    bindings: OWN_WORD,
  },
  file: {
    summary: 'One message or file in the feed’s own format: docs/feeds.md',
    contentType: 'application/octet-stream',
    payload: { type: 'string', format: 'binary' },
    bindings: OWN_WORD,
  },
  notice: {
    summary: 'That there is something, how soon to read it, and where: docs/notices.md',
    headers: headers(
      'The notice',
      text('The same for all', { const: 'tributary.notice' }),
      'Where this hub is reached',
    ),
    payload: object({
      id: text('The notice', { format: 'uuid' }),
      key: { type: ['string', 'null'], description: 'The agency’s own reference for the child; null about a feed' },
      urgency: text('How soon', { enum: ['immediate', 'today', 'this-week', 'digest'] }),
      ask: text('Answers whoever it was sent to', { format: 'uri' }),
    }),
    bindings: keyed('The agency’s own reference for the child'),
  },
  acknowledgement: {
    summary: 'As POST /v1/notices/{id}/acknowledge takes it, with the notice: docs/notices.md',
    payload: {
      ...object({ notice: text('Its id', { format: 'uuid' }) }),
      ...{
        description: 'With lease, by, action or outcome, and note, as openapi.json says',
        additionalProperties: true,
      },
    },
    bindings: keyed('The notice, or nothing'),
  },
} as const;
