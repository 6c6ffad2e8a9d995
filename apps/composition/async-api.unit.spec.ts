import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asyncApi } from './async-api';

type Channel = { address: string; parameters?: object; messages: Record<string, { $ref: string }> };
type Document = {
  channels: Record<string, Channel>;
  operations: Record<string, { action: string; channel: { $ref: string } }>;
  components: { messages: Record<string, { payload?: object; bindings?: { kafka?: { key?: object } } }> };
};

const declared = parse(readFileSync(join(__dirname, '../../infra/kafka/topics.yaml'), 'utf8')) as Record<
  string,
  { name: string }
>;
let document: Document;
beforeAll(async () => {
  document = (await asyncApi('1')) as Document;
});

describe('what stands on the topics', () => {
  it('is told of each topic that is declared, under its name', () => {
    const addresses = Object.entries(document.channels).map(([id, { address }]) => [id, address]);
    expect(Object.fromEntries(addresses)).toEqual(
      Object.fromEntries(Object.entries(declared).map(([id, { name }]) => [id, name])),
    );
    for (const { address, parameters } of Object.values(document.channels))
      expect(parameters !== undefined).toBe(address.includes('{id}'));
  });

  it('has messages with a payload and a key, and says who writes them', () => {
    const { channels, operations, components } = document;
    const used = Object.values(channels).flatMap(({ messages }) => Object.values(messages).map(({ $ref }) => $ref));
    const known = Object.keys(components.messages).map((name) => `#/components/messages/${name}`);
    expect([...new Set(used)].sort()).toEqual(known.sort());
    for (const { payload, bindings } of Object.values(components.messages))
      expect([payload, bindings?.kafka?.key]).toEqual([expect.any(Object), expect.any(Object)]);
    const actions = Object.values(operations).map(({ action, channel }) => [channel.$ref.split('/').at(-1), action]);
    expect(Object.fromEntries(actions)).toMatchObject({
      inbound: 'receive',
      acknowledgements: 'receive',
      notices: 'send',
    });
    expect(actions).toHaveLength(Object.keys(channels).length);
  });
});
