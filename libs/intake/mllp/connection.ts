import type { Socket } from 'node:net';
import { BrokenFrames, framed, Frames, type FrameFault, type FrameLimits } from './frames';

export type ConnectionLimits = FrameLimits &
  Readonly<{
    /** Bytes of messages that may wait for their answer; then nothing more is read. */
    waiting: number;
    /** Milliseconds that a frame begun may stand still. */
    stalled: number;
  }>;

/** Milliseconds that a sender has to close its side. */
const LINGER = 2_000;

/** Answers one message; never throws. */
export type Answer = (frame: Buffer) => Promise<Buffer>;

/**
 * One sender's connection: messages may follow each other without waiting, and are answered in their order. Reading
 * stops while too much waits, and while the sender takes no answers. Whatever cannot be told apart closes it.
 */
export class Connection {
  private readonly frames: Frames;
  private answers: Promise<void> = Promise.resolve();
  private waiting = 0;
  private stopping = false;
  private fault: FrameFault | undefined;
  private readonly closed: Promise<void>;

  constructor(
    private readonly socket: Socket,
    private readonly limits: ConnectionLimits,
    private readonly answer: Answer,
  ) {
    this.frames = new Frames(limits);
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** Resolves when the connection is over: with the reason, where that was the sender's doing. */
  async run(): Promise<FrameFault | undefined> {
    const { socket } = this;
    // What fails here is told by 'close'.
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('end', () => {
      if (this.frames.unfinished) this.fault ??= 'mllp-frame-unfinished';
      void this.stop();
    });
    socket.setTimeout(this.limits.stalled, () => {
      if (socket.writableNeedDrain) this.destroy();
      else if (this.frames.unfinished && !socket.isPaused()) this.breakOff('mllp-frame-unfinished');
    });
    await this.closed;
    return this.fault;
  }

  /** Reads no more, answers what was read, and closes. What is not answered the sender sends again. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.socket.pause();
    await this.answers;
    this.socket.end();
    // Read on, and thrown away, so that the answers are not lost with a connection reset.
    this.socket.resume();
    setTimeout(() => this.destroy(), LINGER).unref();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    if (this.stopping) return;
    try {
      for (const frame of this.frames.read(chunk)) this.take(frame);
    } catch (error) {
      if (!(error instanceof BrokenFrames)) throw error;
      this.breakOff(error.code);
    }
  }

  private take(frame: Buffer): void {
    this.waiting += frame.length;
    if (this.waiting > this.limits.waiting) this.socket.pause();
    const answer = this.answer(frame);
    this.answers = this.answers.then(async () => {
      await this.write(framed(await answer));
      this.waiting -= frame.length;
      if (!this.stopping && this.waiting <= this.limits.waiting) this.socket.resume();
    });
  }

  private async write(bytes: Buffer): Promise<void> {
    if (!this.socket.writable || this.socket.write(bytes)) return;
    this.socket.pause();
    await Promise.race([this.closed, new Promise((resolve) => this.socket.once('drain', resolve))]);
  }

  private breakOff(fault: FrameFault): void {
    this.fault ??= fault;
    void this.stop();
  }
}
