import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '@tributary/kernel';
import { type Answer, ask, type Certificates, NoAnswer, whole } from './http';
import { meshAuthorization, type MeshIdentity } from './mesh-token';

export type MeshConnection = Readonly<{ url: string; identity: MeshIdentity; tls: Certificates }>;
export type MeshMessage = Readonly<{
  id: string;
  workflow: string;
  /** A report of an error has no content. */
  report: boolean;
  /** All chunks one after the other, unpacked; each is asked for when the one before was read. */
  body: AsyncIterable<Uint8Array>;
  discard(): void;
}>;

const ACCEPT = 'application/vnd.mesh.v2+json';
/** 500 ids of 30 characters need 20 KB. */
const LONGEST_INBOX = 1_048_576;
const MOST_PAGES = 20;
const MOST_CHUNKS = 5_000;

/** A mailbox of the NHS Message Exchange for Social Care and Health, read by its API (version 2). */
export class MeshMailbox {
  constructor(private readonly connection: MeshConnection) {}

  get id(): string {
    return this.connection.identity.mailbox;
  }

  /** Says that somebody reads the mailbox; MESH asks for it once a day at least. */
  async handshake(): Promise<void> {
    const answer = await this.ask('POST', '', { 'mex-clientversion': 'Tributary', 'mex-osname': process.platform });
    answer.discard();
    refuse(answer, [200]);
  }

  /** Ids of the messages that were not acknowledged, oldest first. */
  async inbox(): Promise<readonly string[]> {
    const ids: string[] = [];
    let next: string | undefined = `${this.base}/inbox`;
    for (let page = 0; next !== undefined && page < MOST_PAGES; page++) {
      const answer = await this.askAt('GET', this.within(next));
      refuse(answer, [200]);
      const { messages, links } = inboxIn(await whole(answer, LONGEST_INBOX).catch(unreachable));
      ids.push(...messages);
      next = links?.next;
    }
    return [...new Set(ids)];
  }

  /** Undefined where it is gone: acknowledged elsewhere, or too old. */
  async message(id: string): Promise<MeshMessage | undefined> {
    const first = await this.ask('GET', `/inbox/${encodeURIComponent(id)}`, { 'accept-encoding': 'gzip' });
    if (first.status === 404 || first.status === 410) {
      first.discard();
      return undefined;
    }
    refuse(first, [200, 206]);
    const header = (name: string): string => String(first.headers[name] ?? '');
    return {
      id,
      workflow: header('mex-workflowid'),
      report: header('mex-messagetype').toUpperCase() === 'REPORT',
      body: unpacked(this.chunks(id, first, chunksIn(header('mex-chunk-range')))),
      discard: () => first.discard(),
    };
  }

  /** It is ours now, and leaves the inbox. */
  async acknowledge(id: string): Promise<void> {
    const answer = await this.ask('PUT', `/inbox/${encodeURIComponent(id)}/status/acknowledged`);
    answer.discard();
    refuse(answer, [200, 404, 410]);
  }

  private async *chunks(id: string, first: Answer, count: number): AsyncGenerator<Uint8Array> {
    yield* first.body;
    for (let chunk = 2; chunk <= count; chunk++) {
      const path = `/inbox/${encodeURIComponent(id)}/${chunk}`;
      const answer = await this.ask('GET', path, { 'accept-encoding': 'gzip' });
      refuse(answer, [200, 206]);
      yield* answer.body;
    }
  }

  private get base(): string {
    return `/messageexchange/${encodeURIComponent(this.id)}`;
  }

  private ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.askAt(method, this.within(`${this.base}${path}`), headers);
  }

  private askAt(method: string, url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { identity, tls } = this.connection;
    const authorization = meshAuthorization(identity, new Date());
    return ask({ method, url, tls, headers: { accept: ACCEPT, authorization, ...headers } }).catch(unreachable);
  }

  /** What a server answers never leads to another server, or another mailbox. */
  private within(path: string): URL {
    const url = new URL(path, this.connection.url);
    if (url.origin === new URL(this.connection.url).origin && `${url.pathname}/`.startsWith(`${this.base}/`))
      return url;
    throw refused('a link leads out of the mailbox');
  }
}

type Inbox = Readonly<{ messages: readonly string[]; links?: Readonly<{ next?: string }> }>;

function inboxIn(bytes: Buffer): Inbox {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as Partial<Inbox>;
    if (!Array.isArray(value.messages)) throw refused('the inbox has no list of messages');
    const messages = value.messages.filter((id) => typeof id === 'string');
    return { messages, ...(typeof value.links?.next === 'string' && { links: { next: value.links.next } }) };
  } catch (error) {
    throw error instanceof Problem ? error : refused('the inbox is not JSON');
  }
}

/** `1:3`: the first of three. */
function chunksIn(range: string): number {
  const count = Number(/^\d+:(\d+)$/.exec(range)?.[1] ?? 1);
  if (count <= MOST_CHUNKS) return count;
  throw refused(`a message has more than ${MOST_CHUNKS} chunks`);
}

/** Senders pack as they like, and not all say so: gzip shows in the first two bytes. */
async function* unpacked(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = (async function* () {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all;
    return;
  }
  yield* gunzipped(all);
}

/** Both ends are let go of together, whichever of them ends first. */
async function* gunzipped(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(Readable.from(parts), gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!isUnpacking(error)) throw error;
    throw new Problem('mesh-message-broken', 422, 'A MESH message cannot be unpacked', 'Its gzip is broken.');
  }
}

const isUnpacking = (error: unknown): boolean =>
  error !== null && typeof error === 'object' && 'code' in error && String(error.code).startsWith('Z_');

function unreachable(error: unknown): never {
  if (!(error instanceof NoAnswer)) throw error;
  const why = `The connection failed: ${error.why}.`;
  throw new Problem('mesh-unreachable', 503, 'The MESH mailbox cannot be reached', why);
}

const refused = (why: string): Problem =>
  new Problem('mesh-refused', 502, 'The MESH mailbox did not answer as it should', `It was asked, and ${why}.`);

function refuse(answer: Answer, expected: readonly number[]): void {
  if (expected.includes(answer.status)) return;
  answer.discard();
  throw refused(
    answer.status === 403
      ? 'it did not know us: check mailbox, password, shared key and certificate'
      : `it said ${answer.status}`,
  );
}
