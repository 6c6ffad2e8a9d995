import { londonDate, type PlainDate } from '@tributary/kernel';
import type { Fact, FeedFormat, Parsed } from '../format';
import { Fault } from '../shared/fault';
import { checked } from '../shared/facts';
import { type JsonElement, parseElement } from '../shared/json-elements';
import { parked } from '../shared/parked';
import { decodeUtf8 } from '../shared/text';
import { type BlockContext, blockReaders } from './blocks';
import { detailsDay, detailsFact, namingOnly, sightingOf } from './child';
import { childElements } from './children';
import { episodeFacts, unreadableDate } from './episode';
import { isJson, type Json, objectOf, objectsOf, textOf, unread } from '../shared/json-values';
import { purged } from './purged';

/**
 * DfE's children's social care API, version 0.8. What the payload no longer gives (an end date, a closure) is taken
 * back; `purge` takes back the item, the episode or the whole child. Strengths and difficulties, adoption, care
 * leavers, immigration and placement addresses are not read, and counted.
 */
export const dfeCscJson: FeedFormat = {
  id: 'dfe-csc-json',
  title: 'Children’s social care, daily (DfE JSON)',
  mediaTypes: ['application/json'],
  currency: 'live',
  revisions: 'arrival',
  async *parse(input, { receivedAt }): AsyncGenerator<Parsed> {
    const received = londonDate(receivedAt);
    for await (const element of childElements(decodeUtf8(input))) {
      const value = parseElement(element);
      // `Children` may be one child; then it comes as it is, and a list in its place as a list of one level.
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
        yield* readChild(child, element, received);
    }
    yield { kind: 'complete' };
  },
};

function* readChild(value: unknown, element: JsonElement, received: PlainDate): Generator<Parsed> {
  const place = `Children[${element.index}]`;
  const localId = isJson(value) ? textOf(value, 'la_child_id') : undefined;
  if (!isJson(value) || localId === undefined) {
    yield parked(place, 'csc-child-without-id', `${place} (line ${element.line}) has no la_child_id.`, element.text);
    return;
  }
  yield* new ChildReading(value, localId, place, received).read();
}

const EPISODE_UNREAD = ['adoption', 'care_leavers'];
const DETAILS_UNREAD = ['uasc_flag', 'uasc_end_date'];

/** One child's way from payload to facts; collects what is parked on the way. */
class ChildReading {
  private readonly facts: Fact[] = [];
  private readonly parkedBlocks: Parsed[] = [];
  private dropped = 0;

  constructor(
    private readonly child: Json,
    private readonly localId: string,
    private readonly place: string,
    private readonly received: PlainDate,
  ) {}

  *read(): Generator<Parsed> {
    const details = objectOf(this.child['child_details']);
    const day = detailsDay(this.child, details, this.received);
    const gone = purged(this.child);
    this.dropped = unread(this.child, 'health_and_wellbeing') + unread(details, ...DETAILS_UNREAD);
    this.take(
      'child_details',
      () => JSON.stringify({ ...this.child, social_care_episodes: [] }),
      () => {
        const recorded = detailsFact(this.localId, details, day, gone);
        return recorded === undefined ? [] : [recorded];
      },
    );
    for (const [index, episode] of objectsOf(this.child['social_care_episodes']).entries()) {
      this.readEpisode(episode, index, day, gone);
    }
    const sighting = sightingOf(this.localId, details);
    const dropped = this.dropped > 0 ? { dropped: this.dropped } : {};
    yield { kind: 'record', place: this.place, sighting, facts: this.facts, ...(gone && { purge: true }), ...dropped };
    yield* this.parkedBlocks;
  }

  private readEpisode(episode: Json, index: number, day: PlainDate, gone: boolean): void {
    const path = `social_care_episodes[${index + 1}]`;
    const number = textOf(episode, 'social_care_episode_id') ?? textOf(episode, 'referral_date');
    if (number === undefined) {
      const message = `${this.place}.${path}: social_care_episode_id and referral_date are empty.`;
      this.parkedBlocks.push(parked(`${this.place}.${path}`, 'value-missing', message, this.only(episode)()));
      return;
    }
    const retracted = gone || purged(episode);
    const context: BlockContext = { child: this.localId, episode: number, fallback: day, retracted };
    this.dropped += unread(episode, ...EPISODE_UNREAD);
    const { head, blocks } = splitEpisode(episode);
    this.take(path, this.only(head), () => {
      const bad = retracted ? undefined : unreadableDate(episode);
      if (bad !== undefined) throw new Fault('date-unreadable', `${bad} is not a date.`);
      return episodeFacts(episode, context);
    });
    for (const { reader, block, at } of blocks) {
      this.dropped += unread(block, ...reader.unread);
      const alone = { social_care_episode_id: number, [reader.list]: [block] };
      this.take(`${path}.${reader.list}[${at}]`, this.only(alone), () => reader.read(block, context));
    }
  }

  /** A payload of that episode alone, of a child who is only named: what is sent again when the cause is mended. */
  private only(episode: Json): () => string {
    const child_details = namingOnly(objectOf(this.child['child_details']));
    return () => JSON.stringify({ la_child_id: this.localId, child_details, social_care_episodes: [episode] });
  }

  private take(path: string, raw: () => string, read: () => readonly Fact[]): void {
    try {
      const results = read().map(checked);
      for (const { fact, dropped } of results) {
        this.facts.push(fact);
        this.dropped += dropped;
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const place = `${this.place}.${path}`;
      this.parkedBlocks.push(parked(place, error.code, `${place}: ${error.message}`, raw()));
    }
  }
}

function splitEpisode(episode: Json) {
  const head = { ...episode };
  const blocks = blockReaders.flatMap((reader) => {
    delete head[reader.list];
    return objectsOf(episode[reader.list]).map((block, at) => ({ reader, block, at: at + 1 }));
  });
  return { head, blocks };
}
