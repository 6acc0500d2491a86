import { ACCOUNT_OF_OTHER_PLATFORM, GRAIN_DIFFERS, GRAIN_HAS_NO_LINES, IMPORT_NOT_OPEN, SESSION_NOT_HELD } from './sales.errors.js';

describe('refusals about sales', () => {
  it.each([
    IMPORT_NOT_OPEN({ status: 'REVERSED' }),
    SESSION_NOT_HELD({ status: 'WITHDRAWN' }),
    SESSION_NOT_HELD({ status: 'LIVE' }),
    ACCOUNT_OF_OTHER_PLATFORM({ platform: 'DOUYIN' }),
    GRAIN_DIFFERS({ recorded: 'SKU', given: 'ORDER' }),
    GRAIN_HAS_NO_LINES({ grain: 'SESSION' }),
  ])('name states, grains and platforms in words of both languages: $code', ({ message }) => {
    for (const text of [message.zh, message.en]) expect(text).not.toMatch(/\b[A-Z]{3,}\b/);
  });
});
