import { closestCode } from '@tributary/catalogue';
import { codesOfField, type FeedFormat, type Mapping, mappingOf } from '@tributary/feeds';
import { type FeedId, type Instant, Problem, startOfDay, parsePlainDate, systemClock } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import { managedFeed, type Managed } from '../api/own-feed';
import type { FeedRegistry, Formats } from '../pipeline/ports';
import type { Mappings, MappingVersion } from './mappings';
import { type Preview, previewOf, type Sample } from './preview';
import type { UnmappedCode, UnmappedCodes } from './unmapped';

/** Deliveries that a preview looks at, where nobody says how many; and at most. */
const LOOKS = { usual: 5, most: 20 } as const;
const CODES = 200;

export type MappingState = Readonly<{
  format: string;
  /** Of the version in force now. */
  inForce?: number;
  versions: readonly MappingVersion[];
  /** The newest as it was written. */
  text?: string;
}>;
export type Asked = Readonly<{ text: string; last?: number; sample?: Readonly<{ text: string; mediaType?: string }> }>;
/** With the closest code there is, where one is close. */
export type SuggestedCode = UnmappedCode & Readonly<{ suggestion?: Readonly<{ code: string; title: string }> }>;

type Options = Readonly<{
  feeds: FeedRegistry;
  formats: Formats;
  mappings: Mappings;
  unmapped: UnmappedCodes;
  /** The newest deliveries of a feed whose bytes are still held. */
  held: (feed: FeedId, limit: number) => AsyncIterable<Sample>;
}>;

/** How a feed is mapped, for its manager alone: looked at, tried on what came before, put in force. */
export class MappingDesk {
  constructor(private readonly options: Options) {}

  async look(reader: ReaderContext, id: string): Promise<MappingState> {
    const { feed } = await this.mapped(reader, id);
    const { mappings } = this.options;
    const [versions, text, current] = await Promise.all([
      mappings.versions(feed.id),
      mappings.text(feed.id),
      mappings.inForce(feed.id),
    ]);
    return {
      format: feed.format,
      versions,
      ...(current ? { inForce: current.version } : {}),
      ...(text === undefined ? {} : { text }),
    };
  }

  /** What would change, and what would park, on a sample or on the feed's newest deliveries. */
  async preview(reader: ReaderContext, id: string, { text, last, sample }: Asked): Promise<Preview> {
    const { feed, format } = await this.mapped(reader, id);
    const after = usable(text, format);
    const before = (await this.options.mappings.inForce(feed.id))?.mapping;
    const looks = Math.min(Math.max(last ?? LOOKS.usual, 1), LOOKS.most);
    const samples = sample ? given(sample, format) : this.options.held(feed.id, looks);
    return previewOf(samples, { format, before, after });
  }

  /** Answers the version's number. `from` is a day yet to come; without it, from now. */
  async put(
    reader: ReaderContext,
    id: string,
    { text, from }: Readonly<{ text: string; from?: string }>,
  ): Promise<number> {
    const { feed, format, by } = await this.mapped(reader, id);
    usable(text, format);
    const start = from === undefined ? undefined : startOf(from);
    return this.options.mappings.put(feed.id, {
      ...{ text, by: by.by, role: by.role },
      ...(start === undefined ? {} : { from: start }),
    });
  }

  /** Codes that nobody mapped yet: of any feed, for its manager. */
  async unmapped(reader: ReaderContext, id: string): Promise<readonly SuggestedCode[]> {
    const { feed } = await managedFeed(this.options.feeds, reader, id);
    const current = (await this.options.mappings.inForce(feed.id))?.mapping;
    const codes = await this.options.unmapped.of(feed.id, CODES);
    return codes
      .filter((code) => !current?.knows(code.type, code.field, code.own))
      .map((code) => {
        const list = codesOfField(code.type, code.field);
        const suggestion = list && closestCode(list, code.own);
        return suggestion ? { ...code, suggestion } : code;
      });
  }

  private async mapped(reader: ReaderContext, id: string): Promise<Managed & Readonly<{ format: FeedFormat }>> {
    const managed = await managedFeed(this.options.feeds, reader, id);
    const format = this.options.formats(managed.feed.format);
    if (format.mapped) return { ...managed, format };
    throw new Problem(
      'feed-not-mapped',
      409,
      'The feed needs no mapping',
      `It is of the form ${format.id}, which the hub reads as it is.`,
    );
  }
}

/** Throws a Problem where the mapping is wrong, or another format's. */
function usable(text: string, format: FeedFormat): Mapping {
  const mapping = mappingOf(text);
  if (mapping.format === format.id) return mapping;
  throw new Problem(
    'mapping-wrong',
    422,
    'The mapping cannot be used',
    `It is for ${mapping.format}; the feed is of the form ${format.id}.`,
    { faults: [] },
  );
}

function startOf(day: string): Instant {
  const date = parsePlainDate(day);
  const at = date && startOfDay(date);
  if (at && at > systemClock()) return at;
  throw new Problem(
    'mapping-day-wrong',
    422,
    'A mapping takes effect from now on',
    'Name a day after today as 2026-01-31, or none: it is then in force at once. What came before is redriven.',
  );
}

async function* given(sample: NonNullable<Asked['sample']>, format: FeedFormat): AsyncGenerator<Sample> {
  const bytes = Buffer.from(sample.text);
  yield {
    id: 'sample',
    receivedAt: systemClock(),
    mediaType: sample.mediaType ?? format.mediaTypes[0] ?? '',
    bytes: async function* () {
      yield bytes;
    },
  };
}
