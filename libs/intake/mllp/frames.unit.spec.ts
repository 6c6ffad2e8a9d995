import { BrokenFrames, framed, Frames } from './frames';

const LIMITS = { frame: 100, astray: 10 };
const texts = (frames: Frames, ...chunks: readonly (string | Buffer)[]): string[] =>
  chunks.flatMap((chunk) => [...frames.read(Buffer.from(chunk))].map(String));
const faultOf = (...chunks: readonly string[]): string => {
  try {
    texts(new Frames(LIMITS), ...chunks);
  } catch (error) {
    if (error instanceof BrokenFrames) return error.code;
    throw error;
  }
  return 'none';
};

describe('the frames of MLLP', () => {
  const two = Buffer.concat([framed(Buffer.from('one\r')), Buffer.from('\r\n'), framed(Buffer.from('two'))]);

  it('are told apart, whatever the pieces', () => {
    for (let size = 1; size <= two.length; size += 1) {
      const pieces = Array.from({ length: Math.ceil(two.length / size) }, (_, i) =>
        two.subarray(i * size, i * size + size),
      );
      expect(texts(new Frames(LIMITS), ...pieces)).toEqual(['one\r', 'two']);
    }
  });

  it('end without their last byte too, and know when they have not ended', () => {
    const frames = new Frames(LIMITS);
    expect(texts(frames, '\u000bone\u001c\u000btw')).toEqual(['one']);
    expect(frames.unfinished).toBe(true);
    expect(texts(frames, 'o\u001c')).toEqual(['two']);
    expect(frames.unfinished).toBe(false);
  });

  it.each([
    ['a frame without end', ['\u000b', ...Array.from({ length: 11 }, () => 'x'.repeat(10))], 'mllp-frame-too-large'],
    ['a frame within a frame', ['\u000bone', '\u000btwo\u001c'], 'mllp-frame-unfinished'],
    ['another protocol', ['GET / HTTP/1.1\r\n\r\n'], 'mllp-bytes-astray'],
    ['a stray word', ['hello\r\u000bone\u001c\r', 'hello\r\u000btwo\u001c\r'], 'none'],
  ])('%s', (_, chunks, code) => expect(faultOf(...chunks)).toBe(code));

  it('hold a frame that comes byte by byte in few pieces', () => {
    const frames = new Frames({ frame: 10_000, astray: 0 });
    const bytes = Array.from({ length: 5_000 }, () => 'x');
    expect(texts(frames, '\u000b', ...bytes, '\u001c')).toEqual(['x'.repeat(5_000)]);
  });
});
