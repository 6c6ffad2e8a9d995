import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import {
  type Acknowledgement,
  HistoryRun,
  HL7_LARGEST,
  type Hl7Header,
  hl7HeaderOf,
  hl7Refusal,
} from '@tributary/feeds';
import { Problem, systemClock } from '@tributary/kernel';
import { type Config, type Logger, type Metrics, reasonOf } from '@tributary/runtime';
import type { Intake } from '../pipeline/intake';
import type { FeedRegistry } from '../pipeline/ports';
import type { Incoming } from '../pipeline/spool';
import { Connection, type ConnectionLimits } from './connection';
import { Lane } from './lane';
import { feedOf } from './senders';

export type MllpOptions = Readonly<{
  /** Where to listen, and with which certificates. */
  at: NonNullable<Config['mllp']>;
  intake: Pick<Intake, 'receive'>;
  feeds: Pick<FeedRegistry, 'all'>;
  logger: Logger;
  metrics: Metrics;
  limits?: Partial<MllpLimits>;
}>;
export type MllpLimits = ConnectionLimits &
  Readonly<{ connections: number; /** Groups of one feed that are committed at the same time. */ lanes: number }>;

const LIMITS: MllpLimits = {
  frame: HL7_LARGEST,
  astray: 1_024,
  waiting: 512 * 1024,
  stalled: 30_000,
  connections: 100,
  lanes: 3,
};
const HANDSHAKE_MS = 10_000;
/** How long connections may take to answer what they read, when the process ends. */
const STOP_WITHIN = 10_000;

/**
 * The door for HL7 v2 over MLLP: with TLS and a client certificate of the borough's own authority, or without on this
 * machine alone. A message is answered AA once it is durable, parked or not; AR where it is to be sent again; AE where
 * it could never be kept.
 */
export class MllpDoor {
  private server: Server | undefined;
  private readonly connections = new Set<Connection>();
  private readonly lanes = new Map<string, Lane>();
  private readonly limits: MllpLimits;
  private readonly messages;
  private readonly open;
  private opened = 0;

  constructor(private readonly options: MllpOptions) {
    this.limits = { ...LIMITS, ...options.limits };
    const { metrics } = options;
    this.messages = metrics.counter('tributary_mllp_messages_total', 'Messages answered', ['feed', 'code']);
    this.open = metrics.gauge('tributary_mllp_connections', 'Connections of senders that are open');
  }

  /** The port it listens on; undefined while it does not. */
  get port(): number | undefined {
    const address = this.server?.address();
    return typeof address === 'object' && address !== null ? address.port : undefined;
  }

  /** Throws a Problem where its files cannot be used or the port cannot be had. */
  async start(): Promise<void> {
    const { host, port } = this.options.at;
    const server = await this.listener();
    server.maxConnections = this.limits.connections;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(notListening(error)));
      server.listen(port, host, resolve);
    });
    this.server = server.on('error', (error) =>
      this.options.logger.warn('A sender of HL7 could not connect', { code: reasonOf(error) }),
    );
    this.options.logger.info('Senders of HL7 can connect', { host, port: this.port });
  }

  /** Takes no more, and answers what was read. */
  async stop(): Promise<void> {
    this.server?.close();
    const late = setTimeout(() => this.connections.forEach((one) => one.destroy()), STOP_WITHIN);
    await Promise.all([...this.connections].map((one) => one.stop()));
    clearTimeout(late);
  }

  private async listener(): Promise<Server> {
    const { tls } = this.options.at;
    const sockets = { allowHalfOpen: true, keepAlive: true, noDelay: true };
    if (!tls) return createServer(sockets, (socket) => void this.serve(socket, undefined));
    const [cert, key, ca] = await Promise.all(
      [tls.certFile, tls.keyFile, tls.clientCaFile].map((file) => readFile(file)),
    ).catch((error: unknown) => Promise.reject(filesUnusable(error)));
    const asked = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_MS };
    try {
      const server = createTlsServer({ ...sockets, ...asked, minVersion: 'TLSv1.2', cert, key, ca }, (socket) => {
        const name: unknown = socket.getPeerCertificate().subject?.CN;
        void this.serve(socket, typeof name === 'string' ? name : '');
      });
      return server.on('tlsClientError', (error) => this.refused(error));
    } catch (error) {
      throw filesUnusable(error);
    }
  }

  private refused(error: Error): void {
    const code = 'code' in error ? String(error.code) : 'tls';
    this.options.logger.warn('A sender of HL7 was refused: its certificate is not accepted', { code });
  }

  private async serve(socket: Socket, certificate: string | undefined): Promise<void> {
    const lane = (this.opened += 1) % this.limits.lanes;
    const sender = new Sender(certificate, lane);
    const connection = new Connection(socket, this.limits, (frame) => this.answer(frame, sender));
    this.connections.add(connection);
    this.open.set(this.connections.size);
    const fault = await connection.run();
    this.connections.delete(connection);
    this.open.set(this.connections.size);
    if (fault) this.options.logger.warn('A connection of a sender of HL7 was closed', { code: fault });
  }

  private async answer(frame: Buffer, sender: Sender): Promise<Buffer> {
    const header = hl7HeaderOf(frame);
    if (!header) {
      this.messages.inc({ feed: '', code: 'AE' });
      return hl7Refusal();
    }
    const { feed, code } = await sender.inTurn(async () => this.pass(frame, header, sender));
    const settled = await code;
    this.messages.inc({ feed: feed ?? '', code: settled });
    return header.acknowledged(settled);
  }

  /** Into its feed's lane. The code comes later, so that the next message need not wait for it. */
  private async pass(frame: Buffer, header: Hl7Header, sender: Sender): Promise<Passed> {
    try {
      const shown = { ...header, certificate: sender.certificate };
      const feed = feedOf(await this.options.feeds.all(), shown)?.id;
      if (feed === undefined) return this.stranger(sender);
      const history = sender.history.next(header.isOldUpdate(systemClock()));
      return { feed, code: this.lane(feed, sender.lane).take({ bytes: frame, history }) };
    } catch (error) {
      this.failed('', error);
      return { code: 'AR' };
    }
  }

  /** The directory may be put right, and the message be taken then. */
  private stranger(sender: Sender): Passed {
    if (!sender.told) this.options.logger.warn('A sender of HL7 belongs to no feed', { code: 'mllp-sender-unknown' });
    sender.told = true;
    return { code: 'AR' };
  }

  private lane(feed: string, number: number): Lane {
    const name = `${feed} ${number}`;
    const taker = {
      receive: (id: string, incoming: Incoming) => this.options.intake.receive(id, incoming),
      failed: (id: string, error: unknown) => this.failed(id, error),
    };
    const lane = this.lanes.get(name) ?? new Lane(feed, taker);
    this.lanes.set(name, lane);
    return lane;
  }

  private failed(feed: string, error: unknown): void {
    this.options.logger.warn('Messages are to be sent again', { feed, code: reasonOf(error) });
  }
}

type Passed = Readonly<{ feed?: string; code: Acknowledgement | Promise<Acknowledgement> }>;

/** Who is at the other end of one connection, and what came from there. */
class Sender {
  readonly history = new HistoryRun();
  told = false;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly certificate: string | undefined,
    readonly lane: number,
  ) {}

  /** Messages are passed on in the order they came. */
  async inTurn<T>(pass: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(pass);
    this.turn = mine;
    return mine;
  }
}

const filesUnusable = (error: unknown): Problem =>
  new Problem(
    'mllp-files-unusable',
    500,
    'The certificates of the HL7 door cannot be used',
    `MLLP_CERT_FILE, MLLP_KEY_FILE or MLLP_CLIENT_CA_FILE: ${reasonOf(error)}. Each must be a PEM file, and the key the certificate’s.`,
  );

const notListening = (error: unknown): Problem =>
  new Problem(
    'mllp-not-listening',
    500,
    'The HL7 door cannot be opened',
    `MLLP_HOST and MLLP_PORT: ${reasonOf(error)}. Take another port, or end what listens there.`,
  );
