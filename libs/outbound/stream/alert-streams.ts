import type { ServerResponse } from 'node:http';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Person } from '@tributary/alerting';
import { type FeedPosition, Problem } from '@tributary/kernel';
import type { AlertTail, Change } from './alert-tail';
import { Listener } from './listener';

export type StreamLimits = Readonly<{
  /** Open answers of one person in one role; the oldest ends where one more is asked for. */
  each: number;
  all: number;
  beatMs: number;
}>;
const LIMITS: StreamLimits = { each: 3, all: 500, beatMs: 15_000 };

export type Asked = Readonly<{
  person: Person;
  after: FeedPosition | undefined;
  response: ServerResponse;
  /** Rejects once the person's token is good no longer, or the directory knows them so no more. */
  stillGood: () => Promise<unknown>;
}>;

type Standing = Readonly<{ who: string; end: () => void }>;

/** All open answers of this process. */
export class AlertStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<Standing>();

  constructor(
    private readonly tail: AlertTail,
    private readonly limits: StreamLimits = LIMITS,
  ) {}

  async begin({ person, after, response, stillGood }: Asked): Promise<void> {
    const standing = this.admit([person.practitioner, person.role, person.agency].join(' '), response);
    const listener = new Listener(response, person);
    // What comes while the past is looked up waits behind it.
    let waiting: Change[] | undefined = [];
    const { past, leave } = await this.tail
      .join(after, (change) => (waiting ? waiting.push(change) : listener.hear(change)))
      .catch((error: unknown) => {
        this.open.delete(standing);
        throw error;
      });
    const beat = setInterval(() => {
      stillGood().then(
        () => listener.beat(this.tail.position),
        () => listener.close(),
      );
    }, this.limits.beatMs);
    const over = (): void => {
      clearInterval(beat);
      leave();
      this.open.delete(standing);
    };
    if (response.destroyed) return over();
    response.on('close', over);
    listener.open();
    if (!past) listener.reset();
    for (const change of [...(past ?? []), ...waiting]) listener.hear(change);
    waiting = undefined;
    listener.beat(this.tail.position);
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const { end } of this.open) end();
    await this.tail.stop();
  }

  private admit(who: string, response: ServerResponse): Standing {
    const theirs = [...this.open].filter((one) => one.who === who);
    if (theirs.length >= this.limits.each) theirs[0]?.end();
    else if (this.open.size >= this.limits.all) throw tooMany();
    const standing = {
      who,
      end: () => {
        this.open.delete(standing);
        response.end();
      },
    };
    this.open.add(standing);
    return standing;
  }
}

const tooMany = (): Problem =>
  new Problem('streams-too-many', 429, 'Too many streams are open', 'Ask GET /v1/alerts now and then instead');
