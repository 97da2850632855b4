import type { SecretBox } from '@anwen/kernel';
import type { OwnHeader } from './endpoint.rules';

type Column = 'secret_enc' | 'old_secret_enc' | 'bearer_token' | 'headers_enc';

/** Seals and opens what an endpoint keeps secret, bound to its row and column. */
export class EndpointSecrets {
  constructor(
    private readonly box: SecretBox,
    private readonly endpointId: string,
  ) {}

  seal(column: Column, text: string): string {
    return this.box.seal(text, this.place(column));
  }

  open(column: Column, sealed: string): string {
    return this.box.open(sealed, this.place(column));
  }

  /** A sealed text for another column of the same endpoint. */
  move(from: Column, to: Column, sealed: string): string {
    return this.seal(to, this.open(from, sealed));
  }

  sealHeaders(headers: readonly OwnHeader[]): string | null {
    return headers.length === 0 ? null : this.seal('headers_enc', JSON.stringify(headers));
  }

  openHeaders(sealed: string | null): OwnHeader[] {
    return sealed === null ? [] : (JSON.parse(this.open('headers_enc', sealed)) as OwnHeader[]);
  }

  private place(column: Column): { table: string; column: string; id: string } {
    return { table: 'sys_webhooks', column, id: this.endpointId };
  }
}
