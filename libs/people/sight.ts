import {
  type Access,
  basesOf,
  type ChildDoors,
  type ChildReader,
  type Naming,
  sifted,
  type Viewer,
  type Withheld,
} from '@tributary/chronology';
import { type ChildId, londonDate } from '@tributary/kernel';
import { type Lead, leadsOn } from './domain/family';

export type SightOptions = Readonly<{
  reader: Pick<ChildReader, 'namings'>;
  doors: Pick<ChildDoors, 'accessOf' | 'disclose' | 'now'>;
  /** Whether the child was sealed apart from who they were: a carer in common would lead from one to the other. */
  isSealed: (child: ChildId) => Promise<boolean>;
}>;

/** Who looks, and what for. */
export type Look = Readonly<{ viewer: Viewer; purpose: string }>;
/** A child that is looked at, and what of those around it the reader may see. */
export type Seen = Readonly<{
  child: ChildId;
  access: Access;
  shown: readonly Naming[];
  withheld: readonly Withheld[];
}>;

/** What a reader may see of those around a child: the one way to find out, for whatever is then told of it. */
export class Sight {
  constructor(private readonly options: SightOptions) {}

  async of({ viewer, purpose }: Look, child: ChildId): Promise<Seen> {
    const { doors, reader } = this.options;
    const access = await doors.accessOf({ viewer, child, purpose });
    const namings = access.refusal ? [] : await reader.namings(child);
    return { child, access, ...sifted(namings, ({ statement }) => statement, access.judge) };
  }

  /**
   * By whom other children of the family may be found, as far as the reader may see it. Nobody, where the child may not be
   * known of, where its place is hidden (another child's may be the same), or where it was sealed apart from who it was.
   */
  async leads({ child, access, shown }: Seen): Promise<readonly Lead[]> {
    if (access.refusal || access.hidden || (await this.options.isSealed(child))) return [];
    return leadsOn(shown, londonDate(this.options.doors.now()));
  }

  async disclose({ viewer, purpose }: Look, { child, access, shown, withheld }: Seen): Promise<void> {
    const { judge, refusal } = access;
    const bases = basesOf(
      shown.map(({ statement }) => statement),
      judge,
    );
    const reading = { viewer, child, what: 'people', purpose, asKnownOn: null, shown: bases, withheld } as const;
    await this.options.doors.disclose(refusal ? { ...reading, refusal } : reading);
  }
}
