import { Problem } from '@tributary/kernel';
import { type Answer, NoAnswer, whole } from '../http';
import type { HttpsSettings } from '../pull-file';
import { Access, refused, type Send } from './access';
import { askGuarded, type Network, noAnswer } from './guarded';
import { type Page, wrongPage } from './pages';

export type SourceOptions = Readonly<{
  settings: HttpsSettings;
  /** This machine may be asked. */
  loopback: boolean;
  resolve?: Network['resolve'];
  /** For one page, its token and its last byte included. */
  timeoutMs?: number;
  now: () => number;
}>;
/** `bytes`: as they came. */
export type Fetched = Page & Readonly<{ bytes: Buffer }>;

const TIMEOUT_MS = 120_000;
const MOST_BYTES = 16 * 1024 ** 2;

/** Pages of a server, one request each. Nothing of an answer but a whole page of the declared type is believed. */
export class HttpsSource {
  private readonly access: Access;

  constructor(private readonly options: SourceOptions) {
    this.access = new Access(options.settings, this.send, options.now);
  }

  get mediaType(): string {
    return this.options.settings.declared.mediaType ?? 'application/json';
  }

  /** Throws a Problem: `pull-place-gone` where there is no such page (any more). */
  async page(address: string, stop: AbortSignal): Promise<Fetched> {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS)]);
    try {
      const answer = await this.allowed(new URL(address), signal);
      return await this.read(answer);
    } catch (error) {
      throw noAnswer(error, signal);
    }
  }

  /** A token may have ended early: then another is tried, once. */
  private async allowed(url: URL, signal: AbortSignal): Promise<Answer> {
    const answer = await this.ask(url, signal);
    if (answer.status !== 401) return answer;
    answer.discard();
    if (this.access.renew()) {
      const again = await this.ask(url, signal);
      if (again.status !== 401) return again;
      again.discard();
    }
    throw refused('it was answered with 401');
  }

  private async ask(url: URL, signal: AbortSignal): Promise<Answer> {
    const shown = await this.access.headers(signal);
    const headers = { accept: this.mediaType, 'accept-encoding': 'identity', 'user-agent': 'Tributary', ...shown };
    return this.send({ method: 'GET', url, headers, signal });
  }

  private async read(answer: Answer): Promise<Fetched> {
    const { maxPageBytes = MOST_BYTES } = this.options.settings.declared;
    try {
      this.expect(answer);
      const declared = Number(answer.headers['content-length'] ?? 0);
      const bytes = declared > maxPageBytes ? undefined : await upTo(answer, maxPageBytes);
      if (bytes === undefined) throw wrongPage(`It has more than ${maxPageBytes} bytes.`);
      return { headers: answer.headers, bytes, ...this.parsed(bytes) };
    } finally {
      answer.discard();
    }
  }

  private expect({ status, headers }: Answer): void {
    if (status === 403) throw refused('it was answered with 403');
    if (status === 400 || status === 404 || status === 410) throw placeGone(status);
    if (status >= 300 && status < 400) throw wrongPage('It is a redirect; those are not followed.');
    if (status !== 200) throw wrongPage(`It was answered with ${status}.`);
    const type =
      String(headers['content-type'] ?? '')
        .split(';')[0]
        ?.trim()
        .toLowerCase() ?? '';
    if (type !== this.mediaType) throw wrongPage(`It is not ${this.mediaType}.`);
    if (!['', 'identity'].includes(String(headers['content-encoding'] ?? ''))) throw wrongPage('It is compressed.');
  }

  private parsed(bytes: Buffer): Readonly<{ json?: unknown }> {
    if (!/[/+]json$/.test(this.mediaType)) return {};
    try {
      return { json: JSON.parse(bytes.toString('utf8')) as unknown };
    } catch {
      throw wrongPage('It is not JSON, whatever it calls itself.');
    }
  }

  private readonly send: Send = (asked) => {
    const { settings, loopback, resolve } = this.options;
    const inside = settings.declared.network === 'private';
    return askGuarded({ ...asked, tls: settings.tls }, { inside, loopback, ...(resolve && { resolve }) });
  };
}

/** Undefined where there is more. */
async function upTo(answer: Answer, most: number): Promise<Buffer | undefined> {
  return whole(answer, most).catch((error: unknown) => {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  });
}

const placeGone = (status: number): Problem =>
  new Problem('pull-place-gone', 502, 'The source has no such page', `It was answered with ${status}.`);
