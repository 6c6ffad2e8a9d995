import type { DisclosureLedger } from '@tributary/access';
import type { Vault } from '@tributary/vault';
import { type AccessIo, accessTo, hiddenOf } from './access';
import type { ChildDoors, Reading } from './ports';

export type ChildDoorsOptions = Readonly<{ ledger: DisclosureLedger; vault: Pick<Vault, 'childToken'> }> &
  AccessIo &
  Pick<ChildDoors, 'viewerOf' | 'childOf' | 'namesOf' | 'openAlerts' | 'waitFor' | 'now'>;

/** The doors of this room, hung on directory, agreements, access and the read models. */
export function childDoors(options: ChildDoorsOptions): ChildDoors {
  const { viewerOf, childOf, namesOf, openAlerts, waitFor, now } = options;
  return {
    ...{ viewerOf, childOf, namesOf, openAlerts, waitFor, now },
    accessOf: (asked) => accessTo(options, asked),
    hiddenFrom: (viewer, child) => hiddenOf(options, viewer, child),
    disclose: (reading) => write(options, reading),
  };
}

async function write({ ledger, vault }: ChildDoorsOptions, reading: Reading): Promise<void> {
  const { viewer, child, ...said } = reading;
  await ledger.record({ ...viewer, ...said, child: vault.childToken(child) });
}
