import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createHash, type Hash } from 'node:crypto';
import { canonicalJson, Problem } from '@tributary/kernel';

/** The files of a folder of proofs; docs/verify.md says what stands in each. */
export const FILES = ['records.jsonl', 'checkpoints.jsonl', 'ledger.jsonl', 'ledger-checkpoints.jsonl'] as const;
export type FileName = (typeof FILES)[number];
export const MANIFEST = 'manifest.json';

export type Manifest = Readonly<{
  format: 1;
  madeAt: string;
  /** SHA-256 of each file, in hex. */
  files: Readonly<Record<FileName, string>>;
  publicKeyId: string;
}>;

/** The bytes that are signed: headed by what they are, so that they can't pass for a checkpoint. */
export const statementOf = ({ format, madeAt, files, publicKeyId: key }: Manifest): Buffer =>
  Buffer.from(canonicalJson({ of: 'proofs', format, madeAt, files, key }));

/** A file's lines, each parsed; what is hashed on the way is the file as it stands. */
export async function* linesOf(folder: string, name: FileName, sum?: Hash): AsyncGenerator<unknown> {
  const source = createReadStream(join(folder, name));
  if (sum) source.on('data', (part) => sum.update(part));
  for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
    if (line !== '') yield parsed(line, name);
  }
}

export async function allLinesOf(folder: string, name: FileName): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  for await (const line of linesOf(folder, name)) lines.push(line);
  return lines;
}

export async function sumOf(folder: string, name: FileName): Promise<string> {
  const sum = createHash('sha256');
  for await (const part of createReadStream(join(folder, name))) sum.update(part as Buffer);
  return sum.digest('hex');
}

/** The manifest with its signature, as far as it has the form of one. Throws `proofs-unreadable`. */
export async function manifestIn(folder: string): Promise<Manifest & { signature: string }> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw unreadable(`${MANIFEST} is missing`);
  });
  const manifest = parsed(text, MANIFEST) as Manifest & { signature: string };
  const { format, files, signature, madeAt, publicKeyId } = manifest;
  const texts = [signature, madeAt, publicKeyId, ...FILES.map((name) => files?.[name])];
  if (format === 1 && texts.every((one) => typeof one === 'string')) return manifest;
  throw unreadable(`${MANIFEST} is of another form than this program reads`);
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(`${name} has a line that is no JSON`);
  }
}

export const unreadable = (detail: string): Problem =>
  new Problem('proofs-unreadable', 422, 'These are no proofs that can be read', detail);
