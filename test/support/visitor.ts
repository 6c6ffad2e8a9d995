const MOST_REDIRECTS = 10;

/** Somebody signed in over plain HTTP, as a browser without scripts would be. */
export class Visitor {
  private readonly cookies = new Map<string, string>();

  private constructor(private readonly url: string) {}

  /** A person of the directory who holds one role, signed in with the provider inside. */
  static async signedIn(url: string, practitioner: string): Promise<Visitor> {
    const visitor = new Visitor(url);
    const choice = await visitor.ask('/sign-in/start');
    await visitor.ask(choice.url, { method: 'POST', body: new URLSearchParams({ person: practitioner }) });
    return visitor;
  }

  /** The page as it is read; throws where there is none. */
  async page(path: string): Promise<string> {
    return (await this.ask(path)).text();
  }

  private async ask(path: string, init: RequestInit = {}): Promise<Response> {
    let asked = new Request(new URL(path, this.url), init);
    for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
      if (this.cookies.size > 0)
        asked.headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
      const answer = await fetch(asked, { redirect: 'manual' });
      this.keep(answer);
      const to = answer.headers.get('location');
      if (to === null) {
        if (!answer.ok) throw new Error(`${new URL(asked.url).pathname}: ${answer.status}`);
        return answer;
      }
      await answer.arrayBuffer();
      asked = new Request(new URL(to, asked.url));
    }
    throw new Error(`${path} leads on and on`);
  }

  private keep(answer: Response): void {
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/);
      this.cookies.set(name, value);
    }
  }
}
