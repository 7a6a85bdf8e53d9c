import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import { KeyWatch } from "./json-keys.ts";

/** How many different texts are remembered: names of categories and classes, which a million applicants repeat. */
const MOST_REMEMBERED = 100_000;

/**
 * Reads JSON chunk by chunk, for what is longer than a string may be (2^29 - 24 characters in V8). A text that comes
 * again is held once. Throws `Error` at the first byte that is not JSON or not UTF-8.
 */
export class JsonStream {
  private readonly tokenizer = new Tokenizer();
  private readonly parser = new TokenParser({ paths: ["$"] });
  private readonly remembered = new Map<string, string>();
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true });
  private readonly keys = new KeyWatch();
  private last = "";
  private value: unknown;

  constructor() {
    this.parser.onValue = ({ value }) => {
      this.value = value;
    };
    this.tokenizer.onToken = (token) => {
      if (token.token === TokenType.STRING) token.value = this.last = this.once(token.value as string);
      else if (token.token === TokenType.COLON) this.keys.key(this.last);
      else if (typeof token.value === "string") this.keys.sign(token.value);
      this.parser.write(token);
    };
    // What is wrong is thrown to whoever writes instead of being told to nobody.
    this.tokenizer.onError = this.parser.onError = (error) => {
      throw error;
    };
  }

  write(chunk: Uint8Array): void {
    // The tokenizer puts a sign for what is not UTF-8: two names could become one.
    this.utf8.decode(chunk, { stream: true });
    this.tokenizer.write(chunk);
  }

  end(): unknown {
    this.utf8.decode();
    this.tokenizer.end();
    if (!this.parser.isEnded) throw new Error("it ends too early");
    return this.value;
  }

  private once(text: string): string {
    const known = this.remembered.get(text);
    if (known !== undefined) return known;
    if (this.remembered.size < MOST_REMEMBERED) this.remembered.set(text, text);
    return text;
  }
}
