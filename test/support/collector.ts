import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP's JSON has it, as far as a spec looks at it. */
export type SpanSeen = Readonly<{
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: readonly Readonly<{ key: string }>[];
  links?: readonly Readonly<{ traceId: string }>[];
}>;

type Body = Readonly<{ resourceSpans: readonly { scopeSpans: readonly { spans: readonly SpanSeen[] }[] }[] }>;

/** An OpenTelemetry collector that keeps what it is sent. */
export class Collector {
  readonly spans: SpanSeen[] = [];
  /** All that came over the wire, headers of the requests included. */
  wire = '';

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Collector> {
    const held: { here?: Collector } = {};
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        held.here?.take(`${request.url ?? ''} ${JSON.stringify(request.headers)}`, body);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return (held.here = new Collector(server));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Spans of a name, whichever trace they stand in. */
  named(name: string): readonly SpanSeen[] {
    return this.spans.filter((span) => span.name === name);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private take(head: string, body: string): void {
    this.wire += `${head}\n${body}\n`;
    const { resourceSpans } = JSON.parse(body) as Body;
    this.spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
  }
}
