import {
  type Access,
  type Alleged,
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
  reader: Pick<ChildReader, 'namings' | 'alleged'>;
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

/** What is told of a child, of whatever kind. */
type ToldOf = Omit<Seen, 'shown'> & Readonly<{ shown: readonly Pick<Naming, 'statement'>[] }>;

/** What a reader may see of those around a child: the one way to find out, for whatever is then told of it. */
export class Sight {
  constructor(private readonly options: SightOptions) {}

  async of({ viewer, purpose }: Look, child: ChildId): Promise<Seen> {
    const { doors, reader } = this.options;
    const access = await doors.accessOf({ viewer, child, purpose });
    const namings = access.refusal ? [] : await reader.namings(child);
    return { child, access, ...sifted(namings, ({ statement }) => statement, access.judge) };
  }

  /** Whom records name as a possible source of harm, as far as the reader may see it: of others, not even that there are. */
  async alleged({ child, access }: Seen): Promise<readonly Alleged[]> {
    if (access.refusal) return [];
    return sifted(await this.options.reader.alleged(child), ({ statement }) => statement, access.judge).shown;
  }

  /**
   * By whom other children of the family may be found, as far as the reader may see it. Nobody, where the child may not be
   * known of, where its place is hidden (another child's may be the same), or where it was sealed apart from who it was.
   */
  async leads({ child, access, shown }: Seen): Promise<readonly Lead[]> {
    if (access.refusal || access.hidden || (await this.options.isSealed(child))) return [];
    return leadsOn(shown, londonDate(this.options.doors.now()));
  }

  async disclose({ viewer, purpose }: Look, { child, access, shown, withheld }: ToldOf): Promise<void> {
    const { judge, refusal } = access;
    const bases = basesOf(
      shown.map(({ statement }) => statement),
      judge,
    );
    const reading = { viewer, child, what: 'people', purpose, asKnownOn: null, shown: bases, withheld } as const;
    await this.options.doors.disclose(refusal ? { ...reading, refusal } : reading);
  }
}
