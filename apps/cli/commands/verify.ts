import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type LedgerVerification, verifyLedger } from '@tributary/access';
import { checkProofs, type ProofsChecked, writeProofs } from '@tributary/audit';
import { type Verification, verify } from '@tributary/event-store';
import { Problem } from '@tributary/kernel';
import { notaryKey } from '@tributary/runtime';
import { EXIT, print } from '../output';
import { withRooms } from '../with-rooms';

export type VerifyOptions = Readonly<{
  write?: string;
  outside?: string;
  publicKey?: readonly string[];
  earlier?: string;
  json?: boolean;
}>;

/** Proves the store, gives out proofs for an outsider, or checks such proofs with nothing else at hand. */
export async function verifyAs(options: VerifyOptions): Promise<number> {
  const { write, outside } = options;
  if (outside !== undefined) return verifyOutside(outside, options);
  return write === undefined ? verifyStore(options) : writeOut(write, options);
}

/** Proves streams, order, the disclosure ledger and all checkpoints; says what is wrong and where. */
async function verifyStore({ json }: VerifyOptions): Promise<number> {
  return withRooms(async ({ database, config }) => {
    const publicKeys = [createPublicKey(await notaryKey(config))];
    const store = await verify({ events: database.events, publicKeys });
    const ledger = await verifyLedger({ pool: database.events, publicKeys });
    const findings = [...store.findings, ...ledger.findings];
    const ok = findings.length === 0;
    print(json ?? false, { ...store, ok, findings, ledger }, ok ? standing(store, ledger) : findings.map(inOneLine));
    return ok ? EXIT.done : EXIT.wrong;
  });
}

async function writeOut(folder: string, { json }: VerifyOptions): Promise<number> {
  return withRooms(async ({ database, config }) => {
    const manifest = await writeProofs({ pool: database.events, key: await notaryKey(config), folder });
    print(json ?? false, manifest, [`proofs written to ${folder}; docs/verify.md says how they are checked`]);
    return EXIT.done;
  });
}

/** Opens no hub and reads no configuration. */
async function verifyOutside(folder: string, { publicKey = [], earlier, json }: VerifyOptions): Promise<number> {
  const publicKeys = await Promise.all(publicKey.map(keyIn));
  if (publicKeys.length === 0) throw noKey('--public-key names the file');
  const checked = await checkProofs({ folder, publicKeys, ...(earlier === undefined ? {} : { earlier }) });
  const ok = checked.findings.length === 0;
  print(json ?? false, { ok, ...checked }, ok ? standingOutside(checked) : checked.findings.map(inOneLine));
  return ok ? EXIT.done : EXIT.wrong;
}

async function keyIn(file: string): Promise<KeyObject> {
  try {
    const key = createPublicKey(await readFile(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below: what stands in the file is not repeated.
  }
  throw noKey(`${file} must hold an Ed25519 public key (PEM)`);
}

const noKey = (detail: string): Problem =>
  new Problem('public-key-wrong', 422, 'Without the notary’s public key nothing can be checked', detail);

const inOneLine = (finding: object): string => JSON.stringify(finding);

const standing = (store: Verification, ledger: LedgerVerification): readonly string[] => [
  'all that is signed stands as it was signed',
  `events: ${store.events}, of which ${store.notYetSigned} are not signed yet`,
  `lines of the disclosure ledger: ${ledger.lines}, of which ${ledger.notYetSigned} are not signed yet`,
];

const standingOutside = ({ records, ledgerLines, checkpoints, notYetSigned }: ProofsChecked): readonly string[] => [
  'all that is signed stands as it was signed',
  `records: ${records}; lines of the disclosure ledger: ${ledgerLines}; not signed yet: ${notYetSigned}`,
  `checkpoints: ${checkpoints}`,
];
