import { isLoopback } from './plate-code.js';

describe('the address on a plate', () => {
  it.each([
    'http://127.0.0.1:4000',
    'http://127.9.9.9/x',
    'http://localhost',
    'http://park.localhost:80',
    'http://[::1]:4000',
    'http://0.0.0.0:1',
  ])('%s leads every phone to itself and is not printed', (url) => {
    expect(isLoopback(url)).toBe(true);
  });

  it.each(['https://yuanbo.example.cn/a', 'http://10.0.0.5:4000', 'https://localhost.example.cn', 'http://[2001:db8::1]'])(
    '%s is printed',
    (url) => {
      expect(isLoopback(url)).toBe(false);
    },
  );
});
