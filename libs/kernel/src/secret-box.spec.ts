import { randomBytes } from 'node:crypto';
import { SecretBox, SecretUnreadable, type SecretPlace } from './secret-box';

describe('a secret at rest', () => {
  const master = randomBytes(32);
  const box = new SecretBox(master);
  const place: SecretPlace = { table: 'sys_webhooks', column: 'secret_enc', id: '7' };

  it('is read back by whoever has the same master secret, and looks different each time', () => {
    const [one, two] = [box.seal('whsec_螺絲', place), box.seal('whsec_螺絲', place)];
    expect(one).toMatch(/^enc:v1:[0-9a-f]{8}:[\w-]+$/);
    expect(one).not.toBe(two);
    expect(new SecretBox(master).open(one, place)).toBe('whsec_螺絲');
  });

  it('cannot be moved to another row, column or table', () => {
    const sealed = box.seal('s', place);
    for (const other of [{ id: '8' }, { column: 'bearer_token' }, { table: 'sys_alert_channels' }])
      expect(() => box.open(sealed, { ...place, ...other })).toThrow(SecretUnreadable);
  });

  it('is refused when a byte was changed, when the key is another, and when it is no sealed text', () => {
    const sealed = box.seal('s', place);
    const torn = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.slice(-1);
    for (const bad of [torn, 'plain', '', sealed.slice(0, 30)]) expect(() => box.open(bad, place)).toThrow(SecretUnreadable);
    expect(() => new SecretBox(randomBytes(32)).open(sealed, place)).toThrow(SecretUnreadable);
  });

  it('demands a master secret of full length', () => {
    expect(() => new SecretBox(randomBytes(31))).toThrow('32 bytes');
  });
});
