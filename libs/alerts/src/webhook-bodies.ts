import type { AlertMessage } from './alert-texts.rules';
import { urlOf, type ChannelAddress } from './channel.rules';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request that a webhook channel sends, in the shape its receiver understands. */
export function webhookRequest(address: ChannelAddress, message: AlertMessage): WebhookRequest {
  const bearer: Record<string, string> = address.token === undefined ? {} : { Authorization: `Bearer ${address.token}` };
  return {
    url: urlOf(address),
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'Anwen', ...bearer },
    body: JSON.stringify(bodyOf(address, message)),
  };
}

function bodyOf({ preset = 'generic', recipient }: ChannelAddress, { kind, title, text, facts }: AlertMessage): object {
  const whole = `${title}\n${text}`;
  switch (preset) {
    case 'slack':
      // & < > are Slack's only control characters; a file name must not become a mention.
      return { text: whole.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') };
    case 'teams':
      return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card(title, text) }] };
    case 'line':
      return { to: recipient, messages: [{ type: 'text', text: whole.slice(0, 5_000) }] };
    default:
      return { type: `alert.${kind}`, title, text, ...facts };
  }
}

function card(title: string, text: string): object {
  const block = { type: 'TextBlock', wrap: true };
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { ...block, text: title, weight: 'Bolder' },
      // A single line break is none in Teams' Markdown.
      { ...block, text: text.replaceAll('\n', '\n\n') },
    ],
  };
}
