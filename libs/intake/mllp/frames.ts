/** Minimal lower layer protocol: 0x0B, the message, 0x1C, 0x0D (HL7 2.5.1, appendix C). */
const START = 0x0b;
const END = 0x1c;
const BLANK: ReadonlySet<number> = new Set([0x0d, 0x0a, 0x20, 0x00]);
/** Pieces of one frame held as they came; more are put together, so that single bytes do not cost an object each. */
const PIECES = 1_000;

export type FrameFault = 'mllp-frame-too-large' | 'mllp-frame-unfinished' | 'mllp-bytes-astray';

/** The stream cannot be told apart any more: its connection is closed. */
export class BrokenFrames extends Error {
  constructor(readonly code: FrameFault) {
    super(code);
  }
}

export type FrameLimits = Readonly<{
  /** Bytes of one frame. */ frame: number;
  /** Bytes between frames. */ astray: number;
}>;

/**
 * Takes what a connection sends apart into messages. Holds at most one unfinished frame, and never more of it than is
 * allowed. Throws BrokenFrames for a frame that is too large, one that begins within another, and too much between them.
 */
export class Frames {
  private held: Buffer[] = [];
  private size = 0;
  private astray = 0;
  private open = false;

  constructor(private readonly limits: FrameLimits) {}

  /** A frame has begun and not ended. */
  get unfinished(): boolean {
    return this.open;
  }

  /** The frames that end in this chunk. */
  *read(chunk: Buffer): Generator<Buffer> {
    for (let at = 0; at < chunk.length;) {
      if (!this.open) {
        const start = chunk.indexOf(START, at);
        this.skip(chunk.subarray(at, start < 0 ? undefined : start));
        if (start < 0) return;
        this.begin();
        at = start + 1;
      }
      const end = chunk.indexOf(END, at);
      this.hold(chunk.subarray(at, end < 0 ? undefined : end));
      if (end < 0) return;
      yield this.finish();
      at = end + 1;
    }
  }

  private skip(between: Buffer): void {
    for (const byte of between) if (!BLANK.has(byte)) this.astray += 1;
    if (this.astray > this.limits.astray) throw new BrokenFrames('mllp-bytes-astray');
  }

  private begin(): void {
    this.open = true;
    this.astray = 0;
  }

  private hold(part: Buffer): void {
    if (part.includes(START)) throw new BrokenFrames('mllp-frame-unfinished');
    this.size += part.length;
    if (this.size > this.limits.frame) throw new BrokenFrames('mllp-frame-too-large');
    this.held.push(part);
    if (this.held.length > PIECES) this.held = [Buffer.concat(this.held)];
  }

  private finish(): Buffer {
    const frame = Buffer.concat(this.held);
    this.held = [];
    this.size = 0;
    this.open = false;
    return frame;
  }
}

export const framed = (message: Buffer): Buffer => Buffer.concat([Buffer.of(START), message, Buffer.of(END, 0x0d)]);
