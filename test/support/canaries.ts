import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { createLogger, type Logger } from '@tributary/runtime';
import type { Pool } from 'pg';

/** Everything that a process writes, kept to be searched. */
export class Lines {
  readonly all: string[] = [];

  logger(): Logger {
    const destination = { write: (line: string): void => void this.all.push(line) };
    return createLogger({ app: 'spec', level: 'debug', destination });
  }
}

/** Every span that a process would send to a collector, kept to be searched: by name, and as the text of all that it holds. */
export class Spans implements SpanExporter {
  readonly all: Readonly<{ name: string; text: string }>[] = [];

  export(some: readonly ReadableSpan[], done: (result: { code: number }) => void): void {
    this.all.push(...some.map((span) => ({ name: span.name, text: textOf(span) })));
    done({ code: 0 });
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

const textOf = ({ name, attributes, events, links, status, resource, ...span }: ReadableSpan): string =>
  JSON.stringify({
    name,
    attributes,
    events,
    links,
    status,
    resource: resource.attributes,
    scope: span.instrumentationScope,
  });

/** Every row of every table, as text; bytes stand in it as hex. */
export async function everyRow(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
        AND has_table_privilege(format('%I.%I', table_schema, table_name), 'SELECT')`,
  );
  const all = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await pool.query<{ text: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
    );
    all.set(name, rows[0]?.text ?? '');
  }
  return all;
}

/** Which of the words stand there, in any case, as they are or as hex. */
export function spoken(text: string, words: readonly string[]): readonly string[] {
  const low = text.toLowerCase();
  return words.filter((word) => {
    const lower = word.toLowerCase();
    const forms = [lower, Buffer.from(word).toString('hex'), Buffer.from(lower).toString('hex')];
    return forms.some((form) => low.includes(form));
  });
}
