import { declareReason, shownReason } from './program-reasons.js';

const CLOSED = declareReason('TEST_CLOSED', { zh: '已停业', en: 'It has closed' });

describe('a reason of the program', () => {
  it('is said in the language of its reader, with its value behind the words', () => {
    expect([shownReason(CLOSED(), 'zh'), shownReason(CLOSED(), 'en')]).toEqual(['已停业', 'It has closed']);
    expect([shownReason(CLOSED('决定 3'), 'zh'), shownReason(CLOSED('决定 3'), 'en')]).toEqual(['已停业:决定 3', 'It has closed: 决定 3']);
    expect(shownReason(CLOSED(null), 'en')).toBe('It has closed');
  });

  it('leaves what a person wrote as it is', () => {
    const written = ['歇业', '', '{"code":"TEST_CLOSED"}', '{"code":"TEST_CLOSED","value":"x"}', ` ${CLOSED()}`];
    expect(written.map((text) => shownReason(text, 'en'))).toEqual(written);
  });

  it('whose code is not known, or that was cut, is shown as it stands', () => {
    const stored = [CLOSED().replace('CLOSED', 'UNKNOWN'), CLOSED().slice(0, -1)];
    expect(stored.map((text) => shownReason(text, 'en'))).toEqual(stored);
  });

  it('is declared once', () => {
    expect(() => declareReason('TEST_CLOSED', { zh: '又一次', en: 'Again' })).toThrow('twice');
  });
});
