import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { mediaTypeOf } from '@tributary/feeds';
import { askHub } from '../ask-hub';
import { EXIT, print } from '../output';

type Receipt = {
  id: string;
  status: string;
  position?: string;
  counts: Record<string, number>;
  records: { place: string; outcome: string; code?: string; message?: string }[];
};
type Options = {
  feed: string;
  url: string;
  token: string;
  type?: string;
  key?: string;
  backfill?: boolean;
  json?: boolean;
};

/** Delivers a file to a running hub and waits for what became of it. */
export async function feedSend(file: string, options: Options): Promise<number> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.token}`,
    'content-type': options.type ?? mediaTypeOf(file),
    'content-length': String(statSync(file).size),
  };
  if (options.key) headers['idempotency-key'] = options.key;
  if (options.backfill) headers['x-backfill'] = 'true';
  const answer = await askHub(`${options.url}/v1/feeds/${encodeURIComponent(options.feed)}/messages`, {
    method: 'POST',
    headers,
    body: Readable.toWeb(createReadStream(file)),
    duplex: 'half',
  });
  if (!answer.ok) {
    process.stderr.write(`${answer.status} ${await answer.text()}\n`);
    return EXIT.wrong;
  }
  const receipt = await settled((await answer.json()) as Receipt, options);
  const parked = receipt.records.filter((record) => record.outcome === 'parked');
  print(options.json ?? false, receipt, [
    `receipt ${receipt.id}: ${receipt.status}`,
    ...Object.entries(receipt.counts).map(([what, count]) => `  ${String(count).padStart(6)}  ${what}`),
    ...parked.map((record) => `parked at ${record.place}: ${record.message ?? ''} (${record.code ?? ''})`),
  ]);
  return parked.length > 0 || receipt.status === 'failed' ? EXIT.wrong : EXIT.done;
}

async function settled(receipt: Receipt, options: Options): Promise<Receipt> {
  let latest = receipt;
  while (latest.status === 'processing' || latest.status === 'received') {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const answer = await askHub(`${options.url}/v1/receipts/${latest.id}`, {
      headers: { authorization: `Bearer ${options.token}` },
    });
    if (!answer.ok) throw new Error(`receipt ${latest.id}: ${answer.status}`);
    latest = (await answer.json()) as Receipt;
  }
  return latest;
}
