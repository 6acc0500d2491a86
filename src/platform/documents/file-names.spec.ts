import { fileNameOf } from './file-names.js';

describe('the name of a file', () => {
  it('leads to no other folder and is one that Windows takes', () => {
    expect(fileNameOf('倡议-../..\\a/b<b>"甲"…:*?|', 'docx')).toBe('倡议-._._a_b_b__甲_…____.docx');
    expect(fileNameOf('..', 'docx')).toBe('_.docx');
    expect(fileNameOf('. 店. ', 'docx')).toBe('店.docx');
  });

  it('keeps what people write, whole characters of it, up to its limit', () => {
    expect(fileNameOf('七不公约-小滴姐 & 𠮷😀', 'docx')).toBe('七不公约-小滴姐 & 𠮷😀.docx');
    expect([...fileNameOf('𠮷'.repeat(300), 'docx')]).toHaveLength(105);
  });
});
