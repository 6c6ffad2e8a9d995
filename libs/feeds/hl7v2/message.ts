import { Hl7Message, type Hl7Segment } from '@medplum/core';
import { Fault } from '../shared/fault';
import { type Separators, unescaped } from './escapes';
import { readStamp, type Stamp, zoneOf } from './stamps';

/** `MSH`, a field separator, and the encoding characters: without them nothing that follows can be told apart. */
const HEADER = /^MSH([^A-Za-z0-9\r\n])[^A-Za-z0-9\s]{2,5}\1/;

/**
 * One message, read field by field. Values come trimmed (senders pad), with escape sequences resolved; `""`, by which
 * HL7 says that a value was deleted, reads as empty. Fields, components and subcomponents count from 1.
 */
export class Message {
  readonly segments: readonly Segment[];

  private constructor(private readonly parsed: Hl7Message) {
    this.segments = parsed.segments.map((segment) => new Segment(segment, separatorsOf(parsed)));
  }

  /** Throws a Fault where the text does not begin with a header segment. */
  static of(text: string): Message {
    if (!HEADER.test(text)) throw new Fault('hl7-header-broken', 'MSH does not give the separators.');
    return new Message(Hl7Message.parse(text));
  }

  get header(): Segment {
    return this.first('MSH');
  }

  /** Without any value where the message has no such segment. */
  first(name: string): Segment {
    return this.segments.find((segment) => segment.name === name) ?? new Segment(undefined, separatorsOf(this.parsed));
  }

  all(name: string): readonly Segment[] {
    return this.segments.filter((segment) => segment.name === name);
  }

  /** `ADT`, `SIU` … */
  get type(): string {
    return this.header.value(9, 1).toUpperCase();
  }

  /** `A01`, `S12` …; older senders give it in EVN alone. */
  get trigger(): string {
    return (this.header.value(9, 2) || this.first('EVN').value(1)).toUpperCase();
  }

  /** The time in a field; one without an offset is of the message's own. */
  stamp(segment: Segment, field: number, component = 1): Stamp | undefined {
    return readStamp(segment.value(field, component), zoneOf(this.header.value(7)));
  }
}

export class Segment {
  constructor(
    private readonly parsed: Hl7Segment | undefined,
    private readonly separators: Separators,
  ) {}

  get name(): string {
    return this.parsed?.name.trim() ?? '';
  }

  /** The first repetition's. */
  value(field: number, component = 1, subcomponent = 1): string {
    return this.repetitions(field)[0]?.value(component, subcomponent) ?? '';
  }

  repetitions(field: number): readonly Repetition[] {
    const parsed = this.parsed?.getField(field);
    return (parsed?.components ?? []).map((components) => new Repetition(components, this.separators));
  }
}

export class Repetition {
  constructor(
    private readonly components: readonly string[],
    private readonly separators: Separators,
  ) {}

  value(component: number, subcomponent = 1): string {
    const whole = this.components[component - 1] ?? '';
    const separator = this.separators.subcomponent;
    const parts = separator === '' ? [whole] : whole.split(separator);
    const text = unescaped(parts[subcomponent - 1] ?? '', this.separators).trim();
    return text === '""' ? '' : text;
  }
}

const separatorsOf = ({ context }: Hl7Message): Separators => ({
  field: context.fieldSeparator,
  component: context.componentSeparator,
  repetition: context.repetitionSeparator,
  escape: context.escapeCharacter === context.fieldSeparator ? '' : context.escapeCharacter,
  subcomponent: context.subcomponentSeparator === context.fieldSeparator ? '' : context.subcomponentSeparator,
});
