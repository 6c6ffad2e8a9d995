import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const MESH = { mailbox: 'X99WEX1', password: 'a-password', sharedKey: 'a-shared-key' };

export type Posted = Readonly<{
  id: string;
  workflow: string;
  chunks: readonly Uint8Array[];
  report?: boolean;
}>;

/** A MESH mailbox in memory, as the API's second version has it: tokens, pages, chunks, acknowledgements. */
export class MeshServer {
  readonly messages = new Map<string, Posted>();
  readonly acknowledged: string[] = [];
  readonly asked: string[] = [];
  /** Answers this to each request whose path ends so. */
  readonly failing = new Map<string, number>();
  pageSize = 500;
  /** What a page says comes next, where it is to lead astray. */
  nextLink: string | undefined;
  private readonly nonces = new Set<string>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<MeshServer> {
    const holder: { mesh?: MeshServer } = {};
    const server = createServer((request, response) => holder.mesh?.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const mesh = new MeshServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    holder.mesh = mesh;
    return mesh;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  post(id: string, workflow: string, ...chunks: readonly (string | Uint8Array)[]): void {
    this.messages.set(id, { id, workflow, chunks: chunks.map((one) => Buffer.from(one)) });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.url);
    this.asked.push(`${request.method} ${url.pathname}`);
    const failing = [...this.failing].find(([ending]) => url.pathname.endsWith(ending))?.[1];
    if (failing !== undefined) return end(response, failing);
    if (!this.knows(request.headers.authorization ?? '')) return end(response, 403);
    const [inbox, id, part] = url.pathname.split('/').slice(3);
    if (inbox === undefined) return end(response, request.method === 'POST' ? 200 : 405);
    if (id === undefined) return this.list(url, response);
    const message = this.messages.get(id);
    if (message === undefined) return end(response, this.acknowledged.includes(id) ? 410 : 404);
    if (request.method === 'PUT' && url.pathname.endsWith('/status/acknowledged')) return this.release(id, response);
    return this.chunk(message, Number(part ?? 1), response);
  }

  private release(id: string, response: ServerResponse): void {
    this.messages.delete(id);
    this.acknowledged.push(id);
    end(response, 200);
  }

  /** Each token once, and within its hour. */
  private knows(authorization: string): boolean {
    const [mailbox = '', nonce = '', count = '', minute = '', hash = ''] = authorization
      .replace('NHSMESH ', '')
      .split(':');
    const said = `${mailbox}:${nonce}:${count}:${MESH.password}:${minute}`;
    const right = createHmac('sha256', MESH.sharedKey).update(said).digest('hex');
    const fresh = !this.nonces.has(nonce);
    this.nonces.add(nonce);
    return mailbox === MESH.mailbox && fresh && /^\d{12}$/.test(minute) && hash === right;
  }

  private list(url: URL, response: ServerResponse): void {
    const all = [...this.messages.keys()];
    const from = Number(url.searchParams.get('continue_from') ?? 0);
    const to = from + this.pageSize;
    const more = `/messageexchange/${MESH.mailbox}/inbox?continue_from=${to}`;
    const next = this.nextLink ?? (to < all.length ? more : undefined);
    const body = { messages: all.slice(from, to), approx_inbox_count: all.length, links: { self: url.pathname, next } };
    response.writeHead(200, { 'content-type': 'application/vnd.mesh.v2+json' }).end(JSON.stringify(body));
  }

  private chunk({ workflow, chunks, report }: Posted, at: number, response: ServerResponse): void {
    const status = at < chunks.length ? 206 : 200;
    const headers = {
      'mex-workflowid': workflow,
      'mex-messagetype': report ? 'REPORT' : 'DATA',
      'mex-chunk-range': `${at}:${chunks.length}`,
      'content-type': 'application/octet-stream',
    };
    response.writeHead(status, headers).end(chunks[at - 1] ?? '');
  }
}

const end = (response: ServerResponse, status: number): void => void response.writeHead(status).end();
