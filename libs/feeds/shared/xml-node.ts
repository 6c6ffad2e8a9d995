const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An element without its attributes: the forms read here say nothing in them. */
export class XmlNode {
  readonly children: XmlNode[] = [];
  private content = '';

  constructor(readonly name: string) {}

  add(text: string): void {
    this.content += text;
  }
  /** Its own text, trimmed. */
  get text(): string {
    return this.content.trim();
  }
  /** It has elements, and text between them. */
  get stray(): boolean {
    return this.children.length > 0 && this.text !== '';
  }
  all(name: string): readonly XmlNode[] {
    return this.children.filter((child) => child.name === name);
  }
  first(name: string): XmlNode | undefined {
    return this.children.find((child) => child.name === name);
  }
  /** Text of the first element of that name; undefined where it is missing or empty. */
  value(name: string): string | undefined {
    const text = this.first(name)?.text;
    return text === '' ? undefined : text;
  }
  /** Texts of all elements of that name, within the wrapper if there is one. */
  values(name: string, wrapper?: string): readonly string[] {
    const within = wrapper === undefined ? [this] : this.all(wrapper);
    return within.flatMap((node) => node.all(name).map(({ text }) => text)).filter((text) => text !== '');
  }
  /** Texts of all elements of that name, the empty ones too; undefined where there is none. */
  texts(name: string): readonly string[] | undefined {
    const nodes = this.all(name);
    return nodes.length === 0 ? undefined : nodes.map(({ text }) => text);
  }
  /** How many elements without elements of their own say something, itself included. */
  get leaves(): number {
    if (this.children.length === 0) return this.text === '' ? 0 : 1;
    return this.children.reduce((sum, child) => sum + child.leaves, 0);
  }
  /** The element as XML again, with only the children that `keep` lets through. */
  xml(keep: (child: XmlNode) => boolean = () => true): string {
    const inner = this.children.filter(keep).map((child) => child.xml());
    const text = this.children.length === 0 ? escape(this.content) : '';
    return `<${this.name}>${text}${inner.join('')}</${this.name}>`;
  }
}
