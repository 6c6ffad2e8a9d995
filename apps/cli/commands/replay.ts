import type { ReplaySource } from '@tributary/audit';
import { ReplaysService, topicSource, versionsOf } from '@tributary/audit';
import { rules } from '@tributary/alerting';
import { referenceIn } from '@tributary/chronology';
import { type AgencyId, type FeedPosition, parsePosition, Problem, type SealedRecord } from '@tributary/kernel';
import { ROLES } from '@tributary/directory';
import { KafkaStream } from '@tributary/stream';
import type { OpenFoundation } from '../../composition/foundation';
import type { Rooms } from '../../composition/rooms';
import { EXIT } from '../output';
import { withRooms } from '../with-rooms';

export type ReplayOptions = Readonly<{
  child: string;
  agency: string;
  asKnownOn?: string;
  view?: string;
  for?: string;
  purpose: string;
  as: string;
  position?: string;
  source: string;
}>;

/** Prints the replay's canonical JSON, byte for byte, so that two can be compared. */
export async function replay(options: ReplayOptions): Promise<number> {
  const json = await withRooms((base, rooms) => replayIn(base, rooms, options));
  process.stdout.write(`${json}\n`);
  return EXIT.done;
}

async function replayIn(base: OpenFoundation, rooms: Rooms, options: ReplayOptions): Promise<string> {
  const auditor = (await base.directory.current()).practitioner(options.as);
  const held = auditor?.roles.find((one) => one.role === ROLES.auditor);
  if (!auditor || !held)
    throw new Problem(
      'auditor-unknown',
      403,
      'No such auditor',
      '--as names a practitioner who holds the role auditor',
    );
  const viewer = { practitioner: auditor.id, role: held.role, agency: held.agency };
  const service = options.source === 'kafka' ? fromKafka(base, rooms) : rooms.replays;
  const made = await service.ask(viewer, {
    child: options.child,
    agency: options.agency as AgencyId,
    purpose: options.purpose,
    ...(options.asKnownOn ? { asKnownOn: options.asKnownOn } : {}),
    ...(options.view ? { view: options.view } : {}),
    ...(options.for ? { for: options.for } : {}),
    ...(options.position ? { position: positionIn(options.position) } : {}),
  });
  return made.json;
}

function positionIn(text: string): FeedPosition {
  const position = parsePosition(text);
  if (position) return position;
  throw new Problem(
    'position-wrong',
    400,
    'No such position',
    '--position is written generation.tx.position, as answers give it',
  );
}

/** The same service over what stands on the topics, from offset 0. */
function fromKafka(base: OpenFoundation, rooms: Rooms): ReplaysService {
  const { stream, store, vault, database, directory, config } = base;
  if (!(stream instanceof KafkaStream))
    throw new Problem('stream-not-kafka', 400, 'This hub has no Kafka', 'Set STREAM=kafka and KAFKA_BROKERS');
  const source: ReplaySource = topicSource({
    readAllFromStart: () => recordsOf(stream),
    opener: store,
    log: store,
    tokenOf: (id) => vault.streamToken(id),
  });
  return new ReplaysService({
    pool: database.events,
    doors: rooms.doors,
    source,
    head: () => store.head(),
    referenceAt: referenceIn(directory),
    refOf: vault.ref.bind(vault),
    statusLimitMs: config.statusAgeLimit,
    versions: () =>
      versionsOf(rooms.projections, Object.fromEntries(rules.map((rule) => [rule.id, String(rule.version)]))),
  });
}

async function* recordsOf(stream: KafkaStream): AsyncGenerator<SealedRecord> {
  const all: SealedRecord[] = [];
  await stream.readAllFromStart(async (records) => void all.push(...records));
  yield* all;
}
