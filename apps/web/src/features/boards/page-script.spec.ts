import { scriptOf } from './page-script';

describe('the build of a page', () => {
  it('is named by the script that it starts with', () => {
    const page = '<link rel="modulepreload" href="/assets/react.js"><script type="module" crossorigin src="/assets/index-Ab12.js"></script>';
    expect(scriptOf(page)).toBe('/assets/index-Ab12.js');
    expect(scriptOf('<h1>502 Bad Gateway</h1>')).toBeNull();
  });
});
